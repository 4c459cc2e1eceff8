using Weir.Flow;

namespace Weir.Diagnosis;

/// <summary>
/// A sample as its trace holds it: in the digits of the file. A run is judged by these while it goes on, so that it has the same findings,
/// to the digit, when it is resumed or diagnosed from its files.
/// </summary>
internal static class WrittenSample
{
    /// <summary>Writes a sample and reads it back.</summary>
    public static FlowSample Of(FlowSample sample, TraceHeader header)
    {
        using MemoryStream text = new();
        using (TraceWriter writer = new(text))
            writer.Write(sample);
        return TraceReader.ParseSample(text.GetBuffer().AsMemory(0, (int)text.Length), header);
    }
}
