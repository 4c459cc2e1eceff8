using System.Globalization;
using Weir.Data;

namespace Weir.Training;

/// <summary>
/// A recipe for a folder of images that was looked at: a folder for each class, or images with masks. A small convolutional network, or
/// for masks a small U-Net, whose depth follows the size of the images.
/// </summary>
public static class ImageRecipe
{
    /// <summary>Larger images are brought to this side, so that a first training takes minutes and not hours.</summary>
    private const int MostSide = 64;

    /// <summary>Pooling ends where the image would have fewer pixels a side.</summary>
    private const int LeastSide = 7;

    private const int FirstWidth = 16;

    /// <summary>Few images are gone through so often that there are about so many steps.</summary>
    private const int Steps = 600, Batch = 32, LeastEpochs = 20, MostEpochs = 200;

    /// <summary>Writes the recipe as YAML.</summary>
    /// <param name="profile">What a look at the folder has shown.</param>
    /// <param name="folder">The folder as the recipe names it: a path from the recipe's folder.</param>
    /// <param name="name">The name of the recipe.</param>
    /// <returns>The text, with a comment on what was decided.</returns>
    public static string Write(ImageFolderProfile profile, string folder, string name)
    {
        ArgumentNullException.ThrowIfNull(profile);
        bool masks = profile.Kind == ImageFolderKind.Masks;
        int side = Math.Min(MostSide, Math.Min(profile.Height, profile.Width)), pools = 0;
        while (side >> (pools + 1) >= LeastSide && (!masks || pools < 2))
            pools++;
        // What is halved and brought back to its size must be divided by all halvings.
        side = masks ? Math.Max(1, side >> pools) << pools : side;
        string[] lines =
        [
            "# yaml-language-server: $schema=recipe.schema.json",
            $"# Written by 'weir new' for {folder}:",
            Invariant($"# {profile.Count} images, the first of {profile.Height} × {profile.Width} pixels."),
            $"name: {name}",
            "seed: 1",
            "data:",
            $"  source: {(masks ? "image-masks" : "image-folder")}",
            $"  folder: {Quoted(folder)}",
            Invariant($"  # Each image is brought to a square of so many pixels; a larger one shows more and takes longer."),
            Invariant($"  size: {side}"),
            $"  fit: {(masks ? "stretch" : "crop")}",
            "  standardize: per-channel",
            "  # Changed anew in every epoch: take out what changes the meaning, as the mirror image of a digit.",
            "  augment: [flip]",
            "model:",
            .. masks ? UNet(pools, FirstWidth, "  ") : Tower(pools),
            "optimizer: {adam: {rate: 0.003}}",
            "schedule: {cosine: {warm-up: 1 epoch}}",
            Invariant($"batch: {Batch}"),
            Invariant($"epochs: {Math.Clamp(Steps * Batch / profile.Count, LeastEpochs, MostEpochs)}"),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> Tower(int pools)
    {
        yield return Convolution(FirstWidth, "  ");
        for (int i = 1; i <= pools; i++)
        {
            yield return "  - max-pool";
            yield return Convolution(FirstWidth << Math.Min(i, 3), "  ");
        }

        yield return "  - global-average-pool";
        yield return "  - dropout: 0.2";
        yield return "  - linear: outputs";
    }

    /// <summary>What is made smaller comes back larger beside what it was (Ronneberger, Fischer and Brox, 2015).</summary>
    private static IEnumerable<string> UNet(int pools, int width, string indent)
    {
        yield return Convolution(width, indent);
        if (pools > 0)
        {
            yield return $"{indent}- concat:";
            yield return $"{indent}    - max-pool";
            foreach (string line in UNet(pools - 1, 2 * width, indent + "    "))
                yield return line;
            yield return $"{indent}    - upsample";
            yield return Convolution(width, indent);
        }

        if (width == FirstWidth)
            yield return $"{indent}- linear: outputs";
    }

    private static string Convolution(int width, string indent) =>
        Invariant($"{indent}- {{conv: {width}, repeat: 2, batch-norm: true, activation: relu}}");

    private static string Quoted(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
