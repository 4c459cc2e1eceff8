using Weir.Data;
using Weir.Training;

namespace Weir.Studies.Tests;

public class ShippedStudiesTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "studies");

    public static IReadOnlyList<string> All { get; } = [.. Directory.EnumerateFiles(s_folder, "*.yaml")
        .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Names => new(All);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_study_reads_in_both_forms_and_every_cell_is_a_recipe_whose_network_can_be_built(string name)
    {
        foreach (bool quick in (bool[])[false, true])
        {
            Study study = StudyReader.Read(Path.Combine(s_folder, $"{name}.yaml"), quick);
            study.Name.ShouldBe(quick ? $"{name}-quick" : name);
            study.Title.ShouldNotBeNull();
            study.Expect.ShouldNotBeNull();
            study.Seeds.Count.ShouldBeGreaterThanOrEqualTo(quick ? 3 : 2);
            foreach (Cell cell in CellPlan.Of(study))
            {
                Recipe recipe = new PlannedRun { Name = cell.Name, Cell = cell, Seed = 1 }.Recipe();
                RecipeReader.Parse(RecipeWriter.Write(recipe)).ShouldBe(recipe);
                foreach (DataRecipe data in recipe.Data.Else.Prepend(recipe.Data))
                {
                    (Tensors.Shape input, Tensors.Shape output) = ShapesOf(recipe with { Data = data });
                    Should.NotThrow(() => NetworkBuilder.Build(recipe, input, output), $"{name}: {cell}: {data.Source}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_that_was_published_stands_beside_a_cell(string name)
    {
        Study study = StudyReader.Read(Path.Combine(s_folder, $"{name}.yaml"));
        IReadOnlyList<Cell> cells = CellPlan.Of(study);
        study.Published.Where(figure => !cells.Any(figure.Cells.Fits)).ShouldBeEmpty();
    }

    // The shapes of sets that may not be on this machine are known.
    private static (Tensors.Shape Input, Tensors.Shape Output) ShapesOf(Recipe recipe) => recipe.Data.Source switch
    {
        "mnist" or "fashion-mnist" or "digits" => (recipe.Data.Request is { AsImages: true, Size: var side }
            ? new Tensors.Shape(side ?? 28, side ?? 28, 1) : new Tensors.Shape(784), new Tensors.Shape(10)),
        "shapes" => (new Tensors.Shape(32, 32, 1), new Tensors.Shape(32, 32, 3)),
        "cifar-10" => (new Tensors.Shape(32, 32, 3), new Tensors.Shape(10)),
        "adding" => (new Tensors.Shape(recipe.Data.Request.Length ?? 100, 2), new Tensors.Shape(1)),
        _ => throw new DataException($"no shape is known of {recipe.Data.Source}"),
    };
}
