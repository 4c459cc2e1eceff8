namespace Weir.Nn;

/// <summary>
/// A layer that works entry by entry and reads its input once, so that in evaluation it can write over what nobody else will read.
/// </summary>
internal interface IOverwrites
{
    /// <summary>Whether this one does. Default true.</summary>
    bool Overwrites => true;
}
