namespace Weir.Tensors.Backends.Simd;

/// <summary>A number that the JIT knows when it compiles a kernel for it; loops and branches over it disappear.</summary>
internal interface IExtent
{
    static abstract int Value { get; }
}

/// <summary>1.</summary>
internal readonly struct One : IExtent
{
    public static int Value => 1;
}

/// <summary>2.</summary>
internal readonly struct Two : IExtent
{
    public static int Value => 2;
}

/// <summary>3.</summary>
internal readonly struct Three : IExtent
{
    public static int Value => 3;
}

/// <summary>4.</summary>
internal readonly struct Four : IExtent
{
    public static int Value => 4;
}

/// <summary>5.</summary>
internal readonly struct Five : IExtent
{
    public static int Value => 5;
}

/// <summary>6.</summary>
internal readonly struct Six : IExtent
{
    public static int Value => 6;
}

/// <summary>7.</summary>
internal readonly struct Seven : IExtent
{
    public static int Value => 7;
}

/// <summary>8.</summary>
internal readonly struct Eight : IExtent
{
    public static int Value => 8;
}
