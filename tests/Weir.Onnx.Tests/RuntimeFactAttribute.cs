using Microsoft.ML.OnnxRuntime;

namespace Weir.Onnx.Tests;

/// <summary>A test that compares with ONNX Runtime; where its native library is not there, it is shown as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RuntimeFactAttribute : FactAttribute
{
    public RuntimeFactAttribute() => Skip = OnnxRuntime.Missing;
}

/// <summary>The same for a test of several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RuntimeTheoryAttribute : TheoryAttribute
{
    public RuntimeTheoryAttribute() => Skip = OnnxRuntime.Missing;
}

/// <summary>Whether ONNX Runtime is there.</summary>
internal static class OnnxRuntime
{
    /// <summary>Why not; null where it is.</summary>
    public static string? Missing { get; } = Find();

    private static string? Find()
    {
        try
        {
            using SessionOptions options = new();
            return null;
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException
            or BadImageFormatException)
        {
            return $"ONNX Runtime's native library is not there: {(error.InnerException ?? error).Message}";
        }
    }
}
