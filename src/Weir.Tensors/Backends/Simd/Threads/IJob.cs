namespace Weir.Tensors.Backends.Simd;

/// <summary>Work in numbered parts that do not depend on each other.</summary>
internal interface IJob
{
    /// <summary>Does one part; called once for each, on several threads at the same time.</summary>
    void Execute(int part);
}
