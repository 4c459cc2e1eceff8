using System.Text.Json.Nodes;
using Weir.Flow;
using Weir.Training;

namespace Weir.Cli.Views;

/// <summary>A profile for programs: times in seconds, rates in floating-point operations a second.</summary>
internal static class ProfileJson
{
    /// <summary>Writes a profile.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="batch">Samples of a batch.</param>
    /// <param name="threads">Threads that computed.</param>
    /// <param name="profile">What was measured.</param>
    public static string Write(string name, int batch, int threads, RunProfile profile) => new JsonObject
    {
        ["name"] = name,
        ["batch"] = batch,
        ["threads"] = threads,
        ["peak"] = profile.Peak,
        ["step"] = profile.Steps.Step,
        ["sampledStep"] = profile.Steps.SampledStep,
        ["sampledShare"] = profile.SampledShare,
        ["layers"] = new JsonArray([.. profile.Steps.Layers.Select(Of)]),
    }.ToJsonString(JsonText.Readable);

    private static JsonNode Of(LayerProfile layer) => new JsonObject
    {
        ["path"] = layer.Path,
        ["kind"] = layer.Kind,
        ["forward"] = layer.Forward,
        ["backwardData"] = layer.BackwardData,
        ["backwardWeights"] = layer.BackwardWeights,
        ["update"] = layer.Update,
        ["measuring"] = layer.Measuring,
        ["multiplyAdds"] = layer.MultiplyAdds,
        ["forwardRate"] = layer.Rate(StepPhase.Forward),
        ["backwardDataRate"] = layer.Rate(StepPhase.BackwardData),
        ["backwardWeightsRate"] = layer.Rate(StepPhase.BackwardWeights),
    };
}
