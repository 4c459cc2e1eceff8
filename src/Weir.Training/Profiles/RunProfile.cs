using Weir.Flow;

namespace Weir.Training;

/// <summary>Where the time of a recipe's step goes, and how far that is from what the machine can do.</summary>
/// <param name="Steps">The time of layers and phases.</param>
/// <param name="Peak">Measured floating-point operations of multiply-adds a second, with the threads of the run; null where the backend
/// does not tell.</param>
/// <param name="SampledShare">The share of the run's steps (of 2,000 at most) whose flow is measured as the recipe says.</param>
public sealed record RunProfile(StepProfile Steps, double? Peak, double SampledShare)
{
    /// <summary>The share by which a step becomes longer when its flow is measured; null where none was.</summary>
    public double? MeasuringCost => Steps.SampledStep is { } sampled && Steps.Step > 0 ? (sampled / Steps.Step) - 1 : null;

    /// <summary>The share of the step that products take.</summary>
    public double ProductShare => Steps.Total > 0 ? Steps.ProductSeconds / Steps.Total : 0;

    /// <summary>How near the products come to the machine's peak; null where it is not known or there are none.</summary>
    public double? ProductEfficiency => Peak is { } peak && Steps.ProductSeconds > 0 ? Steps.ProductOperations / Steps.ProductSeconds / peak
        : null;

    /// <summary>Seconds of a step whose products all ran at the machine's peak; null where it is not known.</summary>
    public double? Limit => Peak is { } peak ? Steps.Total - Steps.ProductSeconds + (Steps.ProductOperations / peak) : null;
}
