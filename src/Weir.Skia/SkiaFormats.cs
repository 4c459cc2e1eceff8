using SkiaSharp;
using Weir.Data;

namespace Weir.Skia;

/// <summary>
/// Formats of image files that SkiaSharp decodes. They are added to a registry, <c>RecipeRegistry.BuiltIn.With(SkiaFormats.All)</c>, which
/// recipes are read with and runs loaded (<c>PredictorOptions.Registry</c>), or given to <see cref="ImageFile.Read"/>.
/// </summary>
public static class SkiaFormats
{
    /// <summary>WebP, with and without losses; of a moving image the first frame.</summary>
    public static ImageFormat WebP { get; } =
        new("WebP", start => start.Length >= 12 && start.Span.StartsWith("RIFF"u8) && start.Span[8..].StartsWith("WEBP"u8),
            SkiaImage.Decode);

    /// <summary>GIF; of a moving image the first frame.</summary>
    public static ImageFormat Gif { get; } =
        new("GIF", start => start.Span.StartsWith("GIF87a"u8) || start.Span.StartsWith("GIF89a"u8), SkiaImage.Decode);

    /// <summary>Icons of Windows (<c>.ico</c>), of which the largest is taken.</summary>
    public static ImageFormat Icon { get; } =
        new("ICO", start => start.Span is [0, 0, 1, 0, > 0, ..], SkiaImage.Decode);

    /// <summary>All of them.</summary>
    /// <exception cref="DataException">SkiaSharp's native file cannot be loaded on this machine.</exception>
    public static IReadOnlyList<ImageFormat> All => Fault is { } fault
        ? throw new DataException($"SkiaSharp's native file cannot be loaded here: {fault}; add the package SkiaSharp.NativeAssets of this "
            + "system, or convert the images to PNG")
        : [WebP, Gif, Icon];

    /// <summary>Why SkiaSharp's native file cannot be loaded; null where it can.</summary>
    public static string? Fault
    {
        get
        {
            try
            {
                using SKData nothing = SKData.CreateCopy([0]);
                return null;
            }
            catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException or BadImageFormatException
                or EntryPointNotFoundException)
            {
                return (exception.InnerException ?? exception).Message.TrimEnd('.');
            }
        }
    }
}
