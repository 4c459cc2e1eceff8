namespace Weir.Studies;

/// <summary>A part of a line of <see cref="HeatMapText"/>.</summary>
/// <param name="Text">The text.</param>
/// <param name="Place">Where what it shades lies on the picture's scale, from 0 to 1; null for words, numbers and lines.</param>
public readonly record struct HeatMapPiece(string Text, double? Place = null);
