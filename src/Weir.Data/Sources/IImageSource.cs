namespace Weir.Data;

/// <summary>A source that reads image files.</summary>
public interface IImageSource : IDataSource
{
    /// <summary>The same source, which reads further formats.</summary>
    /// <param name="formats">They, beside those of the library (<see cref="ImageFile.Supported"/>).</param>
    IDataSource With(IReadOnlyList<ImageFormat> formats);
}
