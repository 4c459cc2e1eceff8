using Weir.Data;
using Weir.Training;

namespace Weir.Inference;

/// <summary>Sequences whose rows are each told of.</summary>
public sealed partial class Predictor
{
    /// <summary>
    /// Predicts each row of a sequence, where the network was trained on a target for each (<see cref="DataRequest.RowTargets"/>).
    /// </summary>
    /// <param name="rows">Its rows in order, as of <see cref="PredictSequence"/>; as many as a sample has, or fewer.</param>
    /// <returns>A prediction for each row.</returns>
    /// <exception cref="DataException">No row, too many, a column that is not there, or a cell that is not what the column holds.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network tells of no single rows.</exception>
    public IReadOnlyList<Prediction> PredictRows(IReadOnlyList<IReadOnlyDictionary<string, object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (Signature is not { Output.IsOfRows: true, Input.Sequence: { } sequence })
            throw NotOf("sequences whose rows are each told of");
        if (rows.Count > sequence.Rows)
            throw new DataException($"{rows.Count} rows were given, and the network takes {sequence.Rows}; cut the sequence into several");
        float[] results = new float[OutputSize];
        Predict(Encode(rows), results);
        OutputSignature one = Signature.Output with { Shape = [Signature.Output.Outputs] };
        return [.. results.Chunk(one.Names.Count).TakeLast(rows.Count).Select(row => new Prediction(one, row))];
    }
}
