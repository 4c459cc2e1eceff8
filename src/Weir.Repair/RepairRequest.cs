using Weir.Data;
using Weir.Nn;
using Weir.Tensors;
using Weir.Training;

namespace Weir.Repair;

/// <summary>A recipe that is to be repaired.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Text">Its text, in which changes are written; null for a recipe that was made in code.</param>
/// <param name="Run">
/// The directory of a run of it. Where that had the same data, seed and budget, it stands for a training of the recipe as it is, which is
/// then not made again; else it is told why not. Default null: none.
/// </param>
public sealed record RepairRequest(Recipe Recipe, string? Text = null, string? Run = null)
{
    /// <summary>
    /// Parts of a program's network that are taken as they are, each as its number and kind: nothing within them is rewritten. None of a
    /// recipe.
    /// </summary>
    public IReadOnlyList<string> OpaqueParts { get; private init; } = [];

    /// <summary>
    /// A network that a program makes. Dense layers, functions, dropout and shortcuts of a <see cref="Sequential"/> are rewritten as those
    /// of recipes are; other parts are taken as they are, while all else (rate, optimizer, clipping, batch, first values of the whole…) is
    /// tried. <see cref="NetworkBuilder.Build(Recipe, Shape, Targets, Loss)"/> makes the network of the result's recipe.
    /// </summary>
    /// <param name="network">Makes the network, another one each time.</param>
    /// <param name="data">The data, which is given in <see cref="RepairOptions.Data"/> too.</param>
    /// <param name="settings">Optimizer, batch, budget and seed; its layers are left out.</param>
    /// <param name="loss">The loss. Default null: that of the settings.</param>
    /// <exception cref="ArgumentException">The network is the same one each time.</exception>
    public static RepairRequest Of(Func<Module> network, DataSplit data, Recipe settings, Loss? loss = null)
    {
        NetworkReading reading = NetworkReading.Of(network, loss, settings, data.Training.Targets);
        return new RepairRequest(reading.Recipe) { OpaqueParts = reading.OpaqueParts };
    }
}
