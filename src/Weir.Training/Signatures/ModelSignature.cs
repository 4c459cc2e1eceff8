using System.Text.Json;
using Weir.Data;
using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// What goes into a network and what comes out, in the words of the data that it was trained on: enough to use it where that data is not.
/// Every checkpoint holds it, as JSON in its metadata (docs/checkpoints.md).
/// </summary>
/// <param name="Input">What a sample is.</param>
/// <param name="Output">What is said of it.</param>
public sealed record ModelSignature(InputSignature Input, OutputSignature Output)
{
    /// <summary>The key in the metadata of a checkpoint.</summary>
    public const string Key = "weir.signature";

    /// <summary>The version of the form that is written.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of its form.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What a network that is trained on data takes and gives.</summary>
    /// <param name="data">The data.</param>
    /// <param name="standardize">How inputs are scaled.</param>
    /// <param name="loss">The loss, which tells what outputs mean.</param>
    /// <param name="isStandardized">Whether target values are scaled.</param>
    /// <param name="isOneForTwo">Whether one output tells two classes apart. Default false.</param>
    public static ModelSignature Of(DataSplit data, Standardization standardize, Loss loss, bool isStandardized,
        bool isOneForTwo = false) =>
        new(InputSignature.Of(data, standardize), OutputSignature.Of(data, loss, isStandardized, isOneForTwo));

    /// <summary>The JSON that a checkpoint holds: one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SignatureJson.Default.ModelSignature);

    /// <summary>Reads the JSON.</summary>
    /// <param name="json">As of <see cref="ToJson"/>.</param>
    /// <param name="name">The file, for messages.</param>
    /// <exception cref="SafetensorsException">It is damaged, or of a later version.</exception>
    public static ModelSignature Parse(string json, string name)
    {
        ModelSignature signature = Damage.Read(
            () => JsonSerializer.Deserialize(json, SignatureJson.Default.ModelSignature) ?? throw new JsonException("nothing there"),
            (reason, error) => new SafetensorsException($"{name}: damaged: its metadata '{Key}' cannot be read: {reason}", error));
        if (signature.Version > CurrentVersion)
            throw new SafetensorsException($"{name}: its metadata '{Key}' is of version {signature.Version}; this Weir reads "
                + $"{CurrentVersion}: use a later one");
        if ((signature.Input.Wrong() ?? signature.Output.Wrong()) is { } wrong)
            throw new SafetensorsException($"{name}: damaged: its metadata '{Key}' says what no run writes: {wrong}");
        return signature;
    }
}
