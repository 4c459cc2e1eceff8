using Weir.Data;

namespace Weir.Training;

/// <summary>A hash of what data holds, so that what was made of other data is known for it.</summary>
internal static class DataFingerprint
{
    /// <summary>The hash of what a run learns from and chooses by: its training part and validation part as the source has them.</summary>
    public static string Of(DataSplit data) => Of(data.Validation is { } validation ? [data.Training, validation] : [data.Training]);

    /// <summary>The hash of some parts' samples with their targets. What the parts are called is of no weight.</summary>
    public static string Of(IEnumerable<Dataset> parts)
    {
        ulong hash = 0;
        foreach (Dataset part in parts)
        {
            hash = XxHash64.Of<char>($"{part.Count} × {part.InputShape} / {part.Stride}", hash);
            hash = XxHash64.Of<float>(part.Inputs, hash);
            hash = part.Targets switch
            {
                ClassTargets classes => XxHash64.Of<int>(classes.Labels, XxHash64.Of<char>($"{classes.Classes} classes", hash)),
                ValueTargets values => XxHash64.Of<float>(values.Values, XxHash64.Of<char>($"{values.Width} values", hash)),
                _ => hash,
            };
        }

        return $"{hash:x16}";
    }
}
