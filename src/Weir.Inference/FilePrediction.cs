using Weir.Data;
using Weir.Training;

namespace Weir.Inference;

/// <summary>
/// Predicts the samples of files, however many there are: a few thousand are in memory at a time, and the next are read while these are
/// predicted and written.
/// </summary>
public static class FilePrediction
{
    private const int MostSamples = 4096;
    private const int MostNumbers = 1 << 20;
    private const int MostProblems = 20;

    /// <summary>Predicts files.</summary>
    /// <param name="predictor">The network.</param>
    /// <param name="inputs">Tables, texts, image files or folders of such, as the network takes them.</param>
    /// <param name="output">Receives the predictions; it stays open.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="options">How files are read. Default: samples that cannot be read are an error.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="DataException">A file that cannot be read, or a sample that cannot, where such are not to be left out.</exception>
    public static FilePredictionResult Run(Predictor predictor, IReadOnlyList<string> inputs, Stream output,
        PredictionFormat format = PredictionFormat.Csv, FilePredictionOptions? options = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= new FilePredictionOptions();
        InputSignature input = predictor.Signature.Input;
        if (predictor.Signature.Output.IsOfPixels)
            throw new DataException("the network tells of each pixel of an image, which makes no row of a table; write masks into a "
                + "folder");
        // What a window says is of a moment, and of whom.
        if (input.Window is { } window)
            options = options with { Keep = [.. window.Names.Union(options.Keep)] };
        else if (input.Sequence is { } sequence)
            options = options with { Keep = [.. new[] { sequence.Column }.Union(options.Keep)] };
        using SampleSource source = SampleSource.Of(predictor.Signature, inputs, options, predictor.Network.Recipe.Registry.ImageFormats);
        PredictionColumns columns = new(predictor.Signature, source.HasLines, inputs.Count > 1 || !source.HasLines, options.Keep);
        using PredictionWriter writer = PredictionWriter.Of(format, output, columns);
        int capacity = Math.Clamp(MostNumbers / predictor.InputSize, 1, MostSamples);
        SampleBatch batch = new(capacity, predictor.InputSize), next = new(capacity, predictor.InputSize);
        bool isOfRows = predictor.Signature.Output.IsOfRows;
        float[] results = new float[capacity * (isOfRows ? predictor.OutputSize : columns.Width)];
        (long samples, long bad, long written) = (0, 0, 0);
        List<string> refused = [];
        bool goesOn = source.Fill(batch);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            Task<bool>? reading = null;
            if (goesOn)
            {
                SampleBatch free = next;
                free.Clear();
                reading = Task.Run(() => source.Fill(free), CancellationToken.None);
            }

            try
            {
                Tell(batch, options, refused, ref bad);
                if (refused.Count == 0)
                {
                    if (isOfRows)
                    {
                        WriteRows(predictor, batch, results, writer);
                    }
                    else
                    {
                        predictor.PredictLast(batch.Inputs.AsSpan(0, batch.Count * predictor.InputSize), results);
                        writer.Write(batch.Places, results);
                    }

                    written += batch.Count;
                }
            }
            catch
            {
                reading?.ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
                throw;
            }

            samples += batch.Count;
            options.Progress?.Report(samples);
            if (reading is null || refused.Count >= MostProblems)
            {
                _ = reading?.GetAwaiter().GetResult();
                break;
            }

            goesOn = reading.GetAwaiter().GetResult();
            (batch, next) = (next, batch);
        }

        if (refused.Count > 0)
        {
            string until = written == 0 ? "nothing is predicted" : $"no more than {written} samples before these are predicted";
            throw new DataException($"{string.Join("\n  ", refused.Take(MostProblems))}"
                + $"{(refused.Count > MostProblems ? "\n  and more" : "")}\n{until}; mend these, or leave them out with '--bad-rows skip'");
        }

        writer.End();
        return new FilePredictionResult(samples, bad) { Remarks = [.. source.Remarks] };
    }

    /// <summary>What is said of each row of sequences; the first places of a short one are no rows.</summary>
    private static void WriteRows(Predictor predictor, SampleBatch batch, Span<float> results, PredictionWriter writer)
    {
        (int size, int width) = (predictor.OutputSize, predictor.Signature.Output.Names.Count);
        predictor.Predict(batch.Inputs.AsSpan(0, batch.Count * predictor.InputSize), results[..(batch.Count * size)]);
        for (int i = 0; i < batch.Count; i++)
        {
            int numbers = batch.Rows[i].Length * width;
            writer.Write(batch.Rows[i], results.Slice(((i + 1) * size) - numbers, numbers));
        }
    }

    private static void Tell(SampleBatch batch, FilePredictionOptions options, List<string> refused, ref long bad)
    {
        bad += batch.Problems.Count;
        if (!options.SkipsBadSamples)
            refused.AddRange(batch.Problems);
        else if (options.OnBadSample is { } tell)
            batch.Problems.ForEach(tell);
    }
}
