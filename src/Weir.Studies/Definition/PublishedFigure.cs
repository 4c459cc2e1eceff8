namespace Weir.Studies;

/// <summary>A figure that others have published.</summary>
/// <param name="Cells">The cells that it is of.</param>
/// <param name="Text">The figure as it was published, with its unit.</param>
/// <param name="Source">Where.</param>
public sealed record PublishedFigure(CellPattern Cells, string Text, string Source);
