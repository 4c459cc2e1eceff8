namespace Weir.Tensors.Backends;

public sealed partial class ReferenceBackend
{
    internal override void Unary<TOperator>(Storage x, Storage y, int length, float parameter)
    {
        Span<float> from = x.Span(length), to = y.Span(length);
        for (int i = 0; i < length; i++)
            to[i] = (float)TOperator.Value(from[i], parameter);
    }

    internal override void UnaryBackward<TOperator>(Storage x, Storage y, Storage gradient, Storage dx, int length, float parameter,
        bool accumulate)
    {
        Span<float> inputs = x.Span(length), outputs = y.Span(length), g = gradient.Span(length), to = dx.Span(length);
        for (int i = 0; i < length; i++)
            Put(to, i, g[i] * TOperator.Derivative(inputs[i], outputs[i], parameter), accumulate);
    }

    internal override void Binary<TOperator>(in Broadcast shapes, Storage a, Storage b, Storage y, float parameter)
    {
        for (int i = 0; i < shapes.Result.Size; i++)
        {
            (int left, int right) = Offsets(shapes, i);
            y.Span(i + 1)[i] = (float)TOperator.Value(a.Span(left + 1)[left], b.Span(right + 1)[right], parameter);
        }
    }

    internal override void BinaryBackward<TOperator>(in Broadcast shapes, Side side, Storage a, Storage b, Storage gradient, Storage d,
        float parameter, bool accumulate)
    {
        for (int i = 0; i < shapes.Result.Size; i++)
        {
            (int left, int right) = Offsets(shapes, i);
            double x = a.Span(left + 1)[left], y = b.Span(right + 1)[right];
            double derivative = side == Side.Left ? TOperator.DerivativeLeft(x, y, parameter) : TOperator.DerivativeRight(x, y, parameter);
            Put(d.Span(i + 1), i, gradient.Span(i + 1)[i] * derivative, accumulate);
        }
    }

    internal override void AddThen<TOperator>(Storage a, Storage b, Storage y, int length, float parameter)
    {
        for (int i = 0; i < length; i++)
            y.Span(length)[i] = (float)TOperator.Value((double)a.Span(length)[i] + b.Span(length)[i], parameter);
    }

    internal override void AddThenBackward<TOperator>(Storage y, Storage gradient, Storage? left, bool addLeft, Storage? right,
        bool addRight, int length, float parameter)
    {
        for (int i = 0; i < length; i++)
        {
            double value = y.Span(length)[i], derivative = gradient.Span(length)[i] * TOperator.Derivative(value, value, parameter);
            if (left is not null)
                Put(left.Span(length), i, derivative, addLeft);
            if (right is not null)
                Put(right.Span(length), i, derivative, addRight);
        }
    }

    internal override void Scale(Storage x, Storage y, int length, float scale, bool accumulate)
    {
        for (int i = 0; i < length; i++)
            Put(y.Span(length), i, scale * (double)x.Span(length)[i], accumulate);
    }

    /// <summary>Where entry i of the result comes from in the left and the right tensor.</summary>
    private static (int Left, int Right) Offsets(in Broadcast shapes, int i)
    {
        int left = 0, right = 0;
        for (int axis = shapes.Axes - 1; axis >= 0; axis--)
        {
            int at = i % shapes.Lengths[axis];
            i /= shapes.Lengths[axis];
            left += at * shapes.Left[axis];
            right += at * shapes.Right[axis];
        }

        return (left, right);
    }
}
