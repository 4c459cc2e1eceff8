namespace Weir.Tensors.Backends;

public sealed partial class ReferenceBackend
{
    internal override void Product(in ProductShape shape, Storage a, Storage b, Storage c, bool accumulate)
    {
        for (int i = 0; i < shape.Rows; i++)
        {
            for (int j = 0; j < shape.Columns; j++)
                Put(c.Span(shape.Rows * shape.Columns), (i * shape.Columns) + j, Dot(shape, a, b, i, j), accumulate);
        }
    }

    internal override void Product(in ProductShape shape, Storage a, Storage b, Storage c, Storage? bias, UnaryOperation? activation,
        float parameter)
    {
        for (int i = 0; i < shape.Rows; i++)
        {
            for (int j = 0; j < shape.Columns; j++)
            {
                double value = Dot(shape, a, b, i, j) + (bias is null ? 0 : bias.Span(shape.Columns)[j]);
                Put(c.Span(shape.Rows * shape.Columns), (i * shape.Columns) + j, activation?.Value(value, parameter) ?? value,
                    accumulate: false);
            }
        }
    }

    internal override void Products(int count, in ProductShape shape, Storage a, Storage b, Storage c, bool accumulate)
    {
        int size = shape.Rows * shape.Columns;
        for (int i = 0; i < count * size; i++)
            Put(c.Span(count * size), i, Dot(shape, a, b, i % size / shape.Columns, i % shape.Columns, i / size), accumulate);
    }

    private static double Dot(in ProductShape shape, Storage a, Storage b, int row, int column, int matrix = 0)
    {
        int sizeLeft = shape.Rows * shape.Depth, sizeRight = shape.Depth * shape.Columns;
        Span<float> left = a.Span((matrix + 1) * sizeLeft)[(matrix * sizeLeft)..],
            right = b.Span((matrix + 1) * sizeRight)[(matrix * sizeRight)..];
        double sum = 0;
        for (int k = 0; k < shape.Depth; k++)
        {
            double x = left[shape.TransposeLeft ? (k * shape.Rows) + row : (row * shape.Depth) + k];
            double y = right[shape.TransposeRight ? (column * shape.Depth) + k : (k * shape.Columns) + column];
            sum += x * y;
        }

        return sum;
    }
}
