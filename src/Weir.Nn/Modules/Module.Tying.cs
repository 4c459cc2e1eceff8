namespace Weir.Nn;

/// <summary>Tying: parameters that two modules have in common.</summary>
public abstract partial class Module
{
    /// <summary>
    /// Ties a parameter or buffer of this module to that of another, which takes its place: steps move both as one.
    /// </summary>
    /// <param name="part">A parameter or buffer of this module alone, which is held in a field.</param>
    /// <param name="other">One of the same shape.</param>
    internal void Replace(object part, object other)
    {
        ModuleMembers.Replace(this, part, other);
        _own = null;
    }
}
