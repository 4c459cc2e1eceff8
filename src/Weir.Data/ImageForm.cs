namespace Weir.Data;

/// <summary>
/// What samples are as images: values from 0 (black) to 1, row by row, channels last, whether or not they lie in one row.
/// </summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Columns of pixels.</param>
/// <param name="Channels">1 grey, 3 red, green and blue.</param>
/// <param name="Fit">How an image of another size is brought to this one.</param>
public sealed record ImageForm(int Height, int Width, int Channels, ImageFit Fit = ImageFit.Crop)
{
    /// <summary>An image brought to this height and width; its channels stay.</summary>
    /// <param name="image">The image, of any size.</param>
    public PixelImage Bring(PixelImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (Fit == ImageFit.Stretch)
            return image.Resize(Height, Width);
        // The side that is short of this one by more is brought to it; of the other the middle is taken.
        (int wanted, int there) = (long)image.Height * Width <= (long)image.Width * Height ? (Height, image.Height) : (Width, image.Width);
        int height = Math.Max(Height, (int)Math.Round((double)image.Height * wanted / there)),
            width = Math.Max(Width, (int)Math.Round((double)image.Width * wanted / there));
        return image.Resize(height, width).Crop((height - Height) / 2, (width - Width) / 2, Height, Width);
    }
}
