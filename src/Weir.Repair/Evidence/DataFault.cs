namespace Weir.Repair;

/// <summary>A fault of the data, which no change of a recipe can honestly mend.</summary>
/// <param name="Name">Its diagnostic, as in <c>misaligned-labels</c>; <c>divided-targets</c> for classes that were scaled like
/// pixels.</param>
/// <param name="Message">What is wrong, in a sentence.</param>
/// <param name="Rows">
/// Samples concerned, the first few: by their lines in the file where they come from one, else counted from 1 in their part; empty where
/// it is about all or about columns.
/// </param>
/// <param name="Columns">Features or targets concerned, by name or number; empty where it is about rows.</param>
public sealed record DataFault(string Name, string Message, IReadOnlyList<int> Rows, IReadOnlyList<string> Columns);
