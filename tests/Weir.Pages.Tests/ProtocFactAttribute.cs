namespace Weir.Pages.Tests;

/// <summary>A test that needs the compiler of protocol buffers, which reads their bytes; it is skipped where that is missing.</summary>
internal sealed class ProtocFactAttribute : FactAttribute
{
    public ProtocFactAttribute()
    {
        if (!NodeFactAttribute.OnPath("protoc"))
            Skip = "there is no protoc here (apt-get install protobuf-compiler)";
    }
}
