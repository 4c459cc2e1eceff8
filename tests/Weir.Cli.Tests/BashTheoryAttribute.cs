namespace Weir.Cli.Tests;

/// <summary>As <see cref="BashFactAttribute"/>, with data.</summary>
internal sealed class BashTheoryAttribute : TheoryAttribute
{
    public BashTheoryAttribute()
    {
        if (!BashFactAttribute.IsThere)
            Skip = BashFactAttribute.Missing;
    }
}
