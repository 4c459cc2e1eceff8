using Weir.Tensors;

namespace Weir.Inference;

/// <summary>What is said at the last place of sequences.</summary>
public sealed partial class Predictor
{
    /// <summary>Predicts samples; of sequences what is said at the last position, whose first places may be NaN: nothing.</summary>
    /// <param name="samples">Samples, as of <see cref="Predict(ReadOnlySpan{float}, Span{float})"/>.</param>
    /// <param name="results">Receives a number for each name, a row for each sample.</param>
    internal void PredictLast(ReadOnlySpan<float> samples, Span<float> results)
    {
        int count = samples.Length / InputSize, width = _reading.Width;
        if (Signature.Output.Positions == 1)
        {
            Predict(samples, results[..(count * width)]);
            return;
        }

        if (Signature.Input.Tokens is null)
        {
            float[] all = new float[count * OutputSize];
            Predict(samples, all);
            for (int i = 0; i < count; i++)
                all.AsSpan(((i + 1) * OutputSize) - width, width).CopyTo(results[(i * width)..]);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> sample = samples.Slice(i * InputSize, InputSize);
            int from = 0;
            while (from < sample.Length - 1 && float.IsNaN(sample[from]))
                from++;
            Span<float> result = results.Slice(i * width, width);
            PredictNext(sample[from..], result);
            _reading.Apply(result, result);
        }
    }

    /// <summary>The outputs at the last place of a sequence of tokens, at most as long as those of the training.</summary>
    internal void PredictNext(ReadOnlySpan<float> tokens, Span<float> outputs)
    {
        int width = Signature.Output.Outputs;
        float[] all = new float[tokens.Length * width];
        _layers.Run(tokens, new Shape(1, tokens.Length), all);
        all.AsSpan(all.Length - width).CopyTo(outputs);
    }
}
