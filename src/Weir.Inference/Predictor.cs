using Weir.Data;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Training;

namespace Weir.Inference;

/// <summary>
/// A trained network at work: samples as they come go in, classes by their names with probabilities, or values in their own unit, come out.
/// Any number of threads may use one predictor at once, and nobody has to dispose it.
/// </summary>
public sealed partial class Predictor
{
    // A batch of a few rows is no faster by matrix products than row by row.
    private const int FewRows = 8;
    private const int StackNumbers = 1024;

    private readonly TrainedNetwork _network;
    private readonly SampleScaling _scaling;
    private readonly OutputReading _reading;
    private readonly RowNetwork? _rows;
    private readonly TapeNetwork _layers;
    private readonly Slots<Buffers> _buffers;
    private readonly Shape _sample;
    private readonly int _outputs;
    private readonly int _batch;

    private Predictor(TrainedNetwork network, PredictorOptions options)
    {
        _network = network;
        _sample = network.Signature.Input.SampleShape;
        _outputs = network.Signature.Output.SampleShape.Size;
        _scaling = new SampleScaling(network.Signature.Input, network.Inputs);
        _reading = new OutputReading(network.Signature.Output, network.Targets);
        (InputSize, OutputSize) = (_sample.Size, _reading.Width * network.Signature.Output.Positions);
        _batch = Evaluation.BatchOf(_sample, network.Signature.Input.Tokens);
        _rows = RowNetwork.Of(network.Model, InputSize);
        _layers = new TapeNetwork(network.Model, network.Another, SimdBackend.Create(new SimdOptions { Threads = options.Threads }));
        _buffers = new Slots<Buffers>(() => new Buffers());
    }

    /// <summary>What goes in and comes out.</summary>
    public ModelSignature Signature => _network.Signature;

    /// <summary>Numbers of a sample.</summary>
    public int InputSize { get; }

    /// <summary>Numbers of a result: one for each of <see cref="OutputSignature.Names"/>, at each position.</summary>
    public int OutputSize { get; }

    /// <summary>The network that is used.</summary>
    internal TrainedNetwork Network => _network;

    /// <summary>Loads the network of a run, or of one of its checkpoints.</summary>
    /// <param name="path">A run directory, as <c>runs/x</c>, for what the run has come to; or a checkpoint's file.</param>
    /// <param name="options">How it works.</param>
    /// <exception cref="RunException">There is no run and no checkpoint.</exception>
    /// <exception cref="UnknownPartsException">The recipe names parts that the registry has not.</exception>
    /// <exception cref="SafetensorsException">The checkpoint is damaged, or of another network.</exception>
    public static Predictor Load(string path, PredictorOptions? options = null)
    {
        options ??= new PredictorOptions();
        return Of(TrainedNetwork.Load(path, options.Registry, options.Model), options);
    }

    /// <summary>Puts a network to work.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">How it works; what says how a network is loaded is of no account here.</param>
    public static Predictor Of(TrainedNetwork network, PredictorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new Predictor(network, options ?? new PredictorOptions());
    }

    /// <summary>
    /// Predicts samples that are numbers; nothing is allocated. Gaps of a table are NaN; where training has not said what they get, so are
    /// the results.
    /// </summary>
    /// <param name="samples">Samples one after the other, as data has them: unscaled, of a table in the order of
    /// <see cref="InputSignature.Names"/>, of windows so row by row, of images levels from 0 to 1.</param>
    /// <param name="results">Receives <see cref="OutputSize"/> numbers a sample: probabilities of the classes, or values in the unit of the
    /// targets.</param>
    /// <exception cref="ShapeException">Numbers that do not fill samples or results.</exception>
    public void Predict(ReadOnlySpan<float> samples, Span<float> results)
    {
        int count = samples.Length / InputSize;
        if (samples.Length != count * InputSize || results.Length != count * OutputSize)
            throw new ShapeException($"predict: {samples.Length} numbers and room for {results.Length} results were given; a sample has "
                + $"{InputSize}, its result {OutputSize}");
        if (_rows is not null && count <= FewRows && InputSize + _outputs <= StackNumbers)
        {
            Span<float> scratch = stackalloc float[InputSize + _outputs];
            for (int i = 0; i < count; i++)
                One(samples.Slice(i * InputSize, InputSize), results.Slice(i * OutputSize, OutputSize), scratch);
            return;
        }

        for (int start = 0; start < count; start += _batch)
        {
            int here = Math.Min(_batch, count - start);
            Some(samples.Slice(start * InputSize, here * InputSize), here, results.Slice(start * OutputSize, here * OutputSize));
        }
    }

    /// <summary>Predicts a sample that is numbers, as of <see cref="Predict(ReadOnlySpan{float}, Span{float})"/>.</summary>
    /// <param name="sample">The sample.</param>
    /// <exception cref="ShapeException">Another number of entries.</exception>
    public Prediction Predict(ReadOnlySpan<float> sample)
    {
        if (sample.Length != InputSize)
            throw new ShapeException($"predict: a sample of {sample.Length} numbers was given; the network takes {InputSize}");
        float[] results = new float[OutputSize];
        Predict(sample, results);
        return new Prediction(Signature.Output, results);
    }

    /// <summary>Predicts samples that are numbers, as of <see cref="Predict(ReadOnlySpan{float}, Span{float})"/>.</summary>
    /// <param name="samples">Samples one after the other.</param>
    /// <returns>A prediction for each, in their order.</returns>
    /// <exception cref="ShapeException">Numbers that do not fill samples.</exception>
    public IReadOnlyList<Prediction> PredictEach(ReadOnlySpan<float> samples)
    {
        float[] results = new float[samples.Length / InputSize * OutputSize];
        Predict(samples, results);
        return [.. results.Chunk(OutputSize).Select(result => new Prediction(Signature.Output, result))];
    }

    /// <summary>Predicts a row of a table.</summary>
    /// <param name="row">Cells by the names of their columns: texts, numbers, truths, dates; null for what is not known. Columns that
    /// training has not used may be there.</param>
    /// <exception cref="DataException">A column that is not there, or a cell that is not what the column holds.</exception>
    /// <exception cref="InvalidOperationException">The network takes no rows of a table.</exception>
    public Prediction Predict(IReadOnlyDictionary<string, object?> row) => Predict(Encode(row));

    /// <summary>Predicts rows of a table.</summary>
    /// <param name="rows">Rows, each as of <see cref="Predict(IReadOnlyDictionary{string, object})"/>.</param>
    public IReadOnlyList<Prediction> Predict(IReadOnlyList<IReadOnlyDictionary<string, object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        float[] features = new float[rows.Count * InputSize];
        for (int i = 0; i < rows.Count; i++)
            Encode(rows[i], features.AsSpan(i * InputSize, InputSize));
        return PredictEach(features);
    }

    /// <summary>Predicts what comes after rows of a table that follow one another.</summary>
    /// <param name="rows">Rows in order of time, each as of <see cref="Predict(IReadOnlyDictionary{string, object})"/>: as many as a window
    /// has, or more, of which the last count. The target's own column is among their cells.</param>
    /// <returns>What the target is <see cref="TableWindow.Horizon"/> rows after the last of them.</returns>
    /// <exception cref="DataException">Too few rows, a column that is not there, or a cell that is not what the column holds.</exception>
    /// <exception cref="InvalidOperationException">The network takes no windows of rows.</exception>
    public Prediction Forecast(IReadOnlyList<IReadOnlyDictionary<string, object?>> rows) =>
        Signature.Input.Window is null ? throw NotOf("windows of rows") : Predict(Encode(rows));

    /// <summary>Predicts a sequence: rows of a table that are of one thing.</summary>
    /// <param name="rows">Its rows in order, each as of <see cref="Predict(IReadOnlyDictionary{string, object})"/>; one or more. Of more
    /// than a sample has the last count, and of fewer the first is repeated in front.</param>
    /// <exception cref="DataException">No row, a column that is not there, or a cell that is not what the column holds.</exception>
    /// <exception cref="InvalidOperationException">The network takes no sequences of rows.</exception>
    public Prediction PredictSequence(IReadOnlyList<IReadOnlyDictionary<string, object?>> rows) =>
        Signature.Input.Sequence is null ? throw NotOf("sequences of rows") : Predict(Encode(rows));

    /// <summary>Predicts an image; it is brought to the size and channels of those of the training.</summary>
    /// <param name="image">The image, as of <see cref="ImageFile.Read"/>.</param>
    /// <exception cref="InvalidOperationException">The network takes no images.</exception>
    public Prediction Predict(PixelImage image) => Predict(Encode(image));

    /// <summary>The numbers of a row of a table, to be predicted later, or together with others.</summary>
    /// <param name="row">The row, as of <see cref="Predict(IReadOnlyDictionary{string, object})"/>.</param>
    /// <exception cref="DataException">A column that is not there, or a cell that is not what the column holds.</exception>
    /// <exception cref="InvalidOperationException">The network takes no rows of a table.</exception>
    public float[] Encode(IReadOnlyDictionary<string, object?> row)
    {
        float[] features = new float[InputSize];
        Encode(row, features);
        return features;
    }

    /// <summary>The numbers of a window or a sequence of rows, to be predicted later, or together with others.</summary>
    /// <param name="rows">The rows, as of <see cref="Forecast"/> and <see cref="PredictSequence"/>.</param>
    /// <exception cref="DataException">Too few rows, a column that is not there, or a cell that is not what the column holds.</exception>
    /// <exception cref="InvalidOperationException">The network takes neither windows nor sequences of rows.</exception>
    public float[] Encode(IReadOnlyList<IReadOnlyDictionary<string, object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (Signature.Input.Kind is not (InputKind.Window or InputKind.Sequence))
            throw NotOf("windows or sequences of rows");
        return RowCells.Encode(rows, Signature.Input);
    }

    /// <summary>The numbers of an image, to be predicted later, or together with others.</summary>
    /// <param name="image">The image, as of <see cref="Predict(PixelImage)"/>.</param>
    /// <exception cref="InvalidOperationException">The network takes no images.</exception>
    public float[] Encode(PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        ImageForm form = Signature.Input.Image ?? throw NotOf("images");
        // A copy: what is predicted later must not follow what becomes of the image.
        return [.. form.Bring(image).To(form.Channels).Values];
    }

    /// <summary>Predicts what character comes after a text.</summary>
    /// <param name="text">The text, of one character or more; of a long one the end counts that the network sees at once.</param>
    /// <exception cref="DataException">A character that the text of the training has not, or none at all.</exception>
    /// <exception cref="InvalidOperationException">The network takes no texts.</exception>
    public Prediction Predict(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Signature.Input.Kind != InputKind.Text)
            throw NotOf("texts");
        float[] tokens = Array.ConvertAll(new Vocabulary(Signature.Input).Encode(text), token => (float)token);
        float[] results = new float[_reading.Width];
        PredictNext(tokens.AsSpan(Math.Max(0, tokens.Length - InputSize)), results);
        _reading.Apply(results, results);
        return new Prediction(Signature.Output, results);
    }

    private void Encode(IReadOnlyDictionary<string, object?> row, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (Signature.Input is not { Kind: InputKind.Table, Table: { } table })
            throw NotOf(Signature.Input.Window is not null ? "single rows of a table ('Forecast' takes those of a window)"
                : Signature.Input.Sequence is not null ? "single rows of a table ('PredictSequence' takes those of a sequence)"
                : "rows of a table");
        RowCells.Encode(row, table, features);
    }

    private void One(ReadOnlySpan<float> sample, Span<float> result, Span<float> scratch)
    {
        Span<float> input = scratch[..InputSize], output = scratch[InputSize..];
        _scaling.Apply(sample, input);
        _rows!.Run(input, output);
        _reading.Apply(output, result);
    }

    private void Some(ReadOnlySpan<float> samples, int count, Span<float> results)
    {
        Buffers buffers = _buffers.Take();
        buffers.Grow(samples.Length, count * _outputs);
        Span<float> inputs = buffers.Inputs.AsSpan(0, samples.Length), outputs = buffers.Outputs.AsSpan(0, count * _outputs);
        _scaling.Apply(samples, inputs);
        _layers.Run(inputs, _sample.Prepend(count), outputs);
        _reading.Apply(outputs, results);
        _buffers.Return(buffers);
    }

    private InvalidOperationException NotOf(string what) =>
        new($"predict: the network takes no {what}; a sample is {Signature.Input.SampleShape} numbers ({Signature.Input.Kind})");

    private sealed class Buffers
    {
        public float[] Inputs { get; private set; } = [];

        public float[] Outputs { get; private set; } = [];

        public void Grow(int inputs, int outputs)
        {
            if (Inputs.Length < inputs)
                Inputs = new float[inputs];
            if (Outputs.Length < outputs)
                Outputs = new float[outputs];
        }
    }
}
