using Weir.Data;
using Weir.Nn;
using Weir.Tensors.Backends;

namespace Weir.Training;

/// <summary>
/// Why a recipe cannot be run with its data, before it is: one fault of each part that can be looked at, where a run tells the first that
/// it meets. Nothing is reckoned that takes long.
/// </summary>
internal static class SetupFaults
{
    /// <summary>The faults; none of a recipe that can be run.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="load">Loads its data.</param>
    /// <param name="form">Samples of the form that the data has, by which the network is checked where it cannot be loaded; null where
    /// that is not known.</param>
    public static IReadOnlyList<RecipeError> Of(Recipe recipe, Func<DataSplit> load, Func<Dataset?> form)
    {
        List<RecipeError> errors = [];
        Loss? loss = null;
        Dataset? data = null;
        Module? model = null;
        Try(() => loss = recipe.Loss.Loss());
        Try(() => data = load().Training);
        bool isThere = data is not null;
        if ((data ?? form()) is not { } training)
            return errors;
        Try(() => Standardizer.Check(training, recipe.Data.Standardize));
        Try(() => _ = new AugmentationChain(recipe.Data.Augment, training, recipe.Seed), "augment");
        if (isThere)
            Try(() => recipe.StepsPerEpoch(training.Count));
        if (loss is null)
            return errors;
        Try(() => TaskContract.Check(recipe, loss, training));
        if (isThere)
            Try(() => loss = recipe.ClassWeights?.Around(loss, training, recipe.Place.Of("class-weights"),
                recipe.Data.Augment.Any(each => each.MixesTargets)) ?? loss);
        Try(() => model = NetworkBuilder.Build(recipe, training.InputShape, training.Targets, loss));
        if (model is null)
            return errors;
        Try(() => _ = TargetUnit.Of(recipe, loss, model, training));
        Try(() => GreedyPretraining.Check(recipe, model));
        Try(() => FirstWeights(recipe, model, training));
        return errors;

        void Try(Action check, string? key = null)
        {
            try
            {
                check();
            }
            catch (RecipeException error)
            {
                errors.AddRange(error.Errors);
            }
            catch (DataException error)
            {
                RecipePlace place = key is null || error.Option is not null ? recipe.Data.PlaceOf(error) : recipe.Data.Place.Of(key);
                errors.Add(new RecipeError(place, error.Message));
            }
        }
    }

    /// <summary>Reads the file of first weights; those that are worked out take their time, and fit each network.</summary>
    private static void FirstWeights(Recipe recipe, Module model, Dataset training)
    {
        if (recipe.InitialWeights is null)
            return;
        model.Initialize(recipe.Seed);
        FirstValues.Set(recipe with { Initialize = null }, model, training, new ReferenceBackend());
    }
}
