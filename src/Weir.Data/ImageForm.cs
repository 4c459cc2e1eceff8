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
        (int height, int width) = Whole(image.Height, image.Width);
        return image.Resize(height, width).Crop((height - Height) / 2, (width - Width) / 2, Height, Width);
    }

    /// <summary>A mask brought to this height and width, pixel by pixel as its image is.</summary>
    internal MaskImage Bring(MaskImage mask)
    {
        (int height, int width) = Whole(mask.Height, mask.Width);
        return mask.Take(height, width, (height - Height) / 2, (width - Width) / 2, Height, Width);
    }

    /// <summary>
    /// A mask of this height and width brought back to those of the image that it was made of, each pixel by the nearest.
    /// </summary>
    /// <param name="mask">The mask.</param>
    /// <param name="rows">Rows of the image.</param>
    /// <param name="columns">Columns of the image.</param>
    /// <param name="outside">What pixels get that were cut off.</param>
    internal MaskImage Back(MaskImage mask, int rows, int columns, MaskValue outside)
    {
        (int height, int width) = Whole(rows, columns);
        (int top, int left) = ((height - Height) / 2, (width - Width) / 2);
        MaskValue[] values = new MaskValue[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            int y = MaskImage.Nearest(row, rows, height) - top;
            for (int column = 0; column < columns; column++)
            {
                int x = MaskImage.Nearest(column, columns, width) - left;
                bool isInside = (uint)y < (uint)Height && (uint)x < (uint)Width;
                values[(row * columns) + column] = isInside ? mask.Values[(y * Width) + x] : outside;
            }
        }

        return new MaskImage(rows, columns, values);
    }

    /// <summary>
    /// The size that an image is brought to, of which the middle is taken: the side that is short of this one by more is brought to it.
    /// </summary>
    internal (int Height, int Width) Whole(int rows, int columns)
    {
        if (Fit == ImageFit.Stretch)
            return (Height, Width);
        (int wanted, int there) = (long)rows * Width <= (long)columns * Height ? (Height, rows) : (Width, columns);
        return (Math.Max(Height, (int)Math.Round((double)rows * wanted / there)),
            Math.Max(Width, (int)Math.Round((double)columns * wanted / there)));
    }
}
