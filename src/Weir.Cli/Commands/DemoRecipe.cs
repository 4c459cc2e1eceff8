using Weir.Training;

namespace Weir.Cli.Commands;

/// <summary>The network of the demo: eight hidden layers of sigmoids with first weights by Glorot, as they were usual once.</summary>
internal static class DemoRecipe
{
    /// <summary>Epochs unless told.</summary>
    public const int Epochs = 8;

    /// <summary>Its recipe as text.</summary>
    public static string Text(int epochs, long seed) => $$$"""
        name: demo
        seed: {{{seed}}}
        data: {source: digits, training: 8000, validation: 1000, test: 0}
        model:
          - {linear: 100, repeat: 8, activation: sigmoid, weight: glorot-normal}
          - linear: outputs
        optimizer: {sgd: {rate: 0.02}}
        batch: 32
        epochs: {{{epochs}}}
        """;

    /// <summary>Its recipe.</summary>
    public static Recipe Read(int epochs, long seed) => RecipeReader.Parse(Text(epochs, seed), "demo.yaml");
}
