using Weir.Tensors;

namespace Weir.Data;

/// <summary>Draws one point of a class in the plane.</summary>
/// <param name="random">The stream of this sample.</param>
/// <param name="label">The class.</param>
internal delegate (double X, double Y) PlanePoint(RandomStream random, int label);

/// <summary>Makes classification sets of points in the plane; the classes are of equal size, give or take one.</summary>
internal static class PlanePoints
{
    /// <summary>Makes the parts: 1,000 training, 500 validation and 500 test points unless told.</summary>
    public static DataSplit Make(string source, DataRequest request, int classes, PlanePoint draw) =>
        GeneratedParts.Make(source, request, 2, 1000, 500, 500, (name, count, first) =>
        {
            float[] inputs = new float[2 * count];
            int[] labels = new int[count];
            for (int i = 0; i < count; i++)
            {
                labels[i] = i % classes;
                (double x, double y) = draw(RandomStream.For(request.Seed, source, first + i), labels[i]);
                inputs[2 * i] = (float)x;
                inputs[(2 * i) + 1] = (float)y;
            }

            return new Dataset(name, new Shape(2), inputs, new ClassTargets(labels, classes));
        });
}
