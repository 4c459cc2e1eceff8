using Weir.Training;

namespace Weir.Repair;

/// <summary>A recurrent cell with gates instead of a plain one.</summary>
internal sealed class RecurrentRemedy : Remedy
{
    public override string Name => "recurrent-cell";

    public override string Title => "a recurrent cell with gates";

    public override string Quantity => "training-loss";

    public override EffectDirection Direction => EffectDirection.Down;

    public override string Source => "Hochreiter and Schmidhuber, 1997; Cho et al., 2014";

    public override bool RewritesLayers => true;

    public override IReadOnlyDictionary<string, double> Treats { get; } = new Dictionary<string, double>
    {
        ["vanishing-gradient"] = 1,
        ["exploding-gradient"] = 0.6,
        ["gradient-growth"] = 0.4,
        ["plateau"] = 0.5,
        ["saturation"] = 0.3,
    };

    public override IEnumerable<Proposal> Propose(RepairCase about)
    {
        if (!about.Recipe.Model.Any(layer => layer is SimpleRnnRecipe))
            yield break;
        const string Why = "gates learn to keep what later places need, so that its gradient comes back";
        yield return Offer("lstm", "simple-rnn → lstm", Why, recipe =>
            With(recipe, rnn => new LstmRecipe { Units = rnn.Units, Last = rnn.Last }));
        yield return Offer("gru", "simple-rnn → gru", Why, recipe =>
            With(recipe, rnn => new GruRecipe { Units = rnn.Units, Last = rnn.Last }), 0.9);
    }

    private static Recipe With(Recipe recipe, Func<SimpleRnnRecipe, LayerRecipe> cell) =>
        recipe with { Model = [.. recipe.Model.Select(layer => layer is SimpleRnnRecipe rnn ? cell(rnn) : layer)] };
}
