namespace Weir.Tensors.Backends;

public sealed partial class ReferenceBackend
{
    internal override void Upsample(in UpsamplingShape s, Storage x, Storage y)
    {
        double[] sums = new double[s.Pixels * s.Factor.Height * s.Factor.Width * s.Channels];
        foreach ((int output, int input, double weight) in Parts(s))
            sums[output] += weight * x.Span(input + 1)[input];
        Span<float> target = y.Span(sums.Length);
        for (int i = 0; i < sums.Length; i++)
            target[i] = (float)sums[i];
    }

    internal override void UpsampleBackward(in UpsamplingShape s, Storage gradient, Storage dx, bool accumulate)
    {
        double[] sums = new double[s.Pixels * s.Channels];
        foreach ((int output, int input, double weight) in Parts(s))
            sums[input] += weight * gradient.Span(output + 1)[output];
        Span<float> target = dx.Span(sums.Length);
        for (int i = 0; i < sums.Length; i++)
            target[i] = (float)((accumulate ? target[i] : 0) + sums[i]);
    }

    /// <summary>The entries that each entry of the output is made of.</summary>
    private static IEnumerable<(int Output, int Input, double Weight)> Parts(UpsamplingShape s)
    {
        for (int row = 0; row < s.Samples * s.Output.Height; row++)
        {
            int top = row / Math.Max(1, s.Output.Height) * s.Image.Height;
            (int above, int below, float down) = s.Rows(row % s.Output.Height);
            for (int column = 0; column < s.Output.Width; column++)
            {
                (int left, int right, float across) = s.Columns(column);
                for (int channel = 0; channel < s.Channels; channel++)
                {
                    int output = (((row * s.Output.Width) + column) * s.Channels) + channel;
                    foreach ((int i, double height) in new[] { (above, 1.0 - down), (below, down) })
                    {
                        foreach ((int j, double width) in new[] { (left, 1.0 - across), (right, across) })
                            yield return (output, ((((top + i) * s.Image.Width) + j) * s.Channels) + channel, height * width);
                    }
                }
            }
        }
    }
}
