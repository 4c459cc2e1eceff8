using System.Text;
using Weir.Training;

namespace Weir.Studies;

/// <summary>From a study to its cells.</summary>
internal static class CellPlan
{
    /// <summary>The cells in the order of networks and factors.</summary>
    /// <exception cref="RecipeException">A change does not fit its recipe, or nothing is left to run.</exception>
    public static IReadOnlyList<Cell> Of(Study study)
    {
        ChangeFaults faults = new();
        IReadOnlyList<Cell> cells = Of(study, faults);
        return faults.Errors.Count == 0 ? cells : throw new RecipeException([.. faults.Errors.DistinctBy(error => error.ToString())]);
    }

    /// <summary>The cells, without the changes that do not fit their recipes; those are noted.</summary>
    /// <exception cref="RecipeException">Nothing is left to run, or two cells would have one name.</exception>
    public static IReadOnlyList<Cell> Of(Study study, ChangeFaults faults)
    {
        List<Cell> cells = [];
        HashSet<string> names = [];
        foreach ((StudyNetwork network, Level[] levels, Cell cell) in Planned(study))
        {
            if (!names.Add(cell.Name))
                throw new RecipeException($"{study.Name}: {OneName(cell.Name)}");
            RecipeDocument from = (study.Recipes.FirstOrDefault(recipe => recipe.Name == cell.Name) ?? network).Document;
            Change[] changes = ChangesOf(study, levels);
            RecipeDocument document = Changed(from, changes, faults);
            cells.Add(cell with
            {
                Document = document,
                Base = from,
                Changes = changes,
                KnownGrounds = new Lazy<CellGrounds?>(() => CellGrounds.Of(document)),
            });
        }

        return cells.Count > 0 ? cells : throw new RecipeException($"{study.Name}: {NothingLeft}");
    }

    /// <summary>What is said where no cell is left.</summary>
    public const string NothingLeft = "no cell is left to run; 'exclude' or the short form leaves all of them out";

    /// <summary>What is said where two cells would have one name.</summary>
    public static string OneName(string name) =>
        $"two cells would be called '{name}'; give them names that differ in letters and digits";

    /// <summary>Whether a cell is left to run.</summary>
    public static bool HasCells(Study study) => Planned(study).Any();

    /// <summary>The names of the cells.</summary>
    public static IEnumerable<string> NamesOf(Study study) => Planned(study).Select(planned => planned.Cell.Name);

    private static IEnumerable<(StudyNetwork Network, Level[] Levels, Cell Cell)> Planned(Study study)
    {
        foreach (StudyNetwork network in study.Networks)
        {
            foreach (Level[] levels in Combinations(study, network))
            {
                string[] words = [.. (study.Networks.Count > 1 || levels.Length == 0 ? levels.Select(level => level.Name)
                    .Prepend(network.Name) : levels.Select(level => level.Name)).Select(Word)];
                Cell cell = new()
                {
                    Name = string.Join('.', words),
                    Network = network.Name,
                    Levels = [.. study.Factors.Zip(levels, (factor, level) => (factor.Name, level.Name))],
                    Document = network.Document,
                };
                if (!study.Exclude.Any(pattern => pattern.Fits(cell)))
                    yield return (network, levels, cell);
            }
        }
    }

    private static Change[] ChangesOf(Study study, Level[] levels)
    {
        // A row of a ladder stands on all those before it.
        IEnumerable<Level> steps = study.Design == StudyDesign.Ladder ? study.Factors[0].Levels.TakeWhile(level => level != levels[0])
            .Append(levels[0]) : levels;
        return [.. study.Set, .. steps.SelectMany(level => level.Changes)];
    }

    private static RecipeDocument Changed(RecipeDocument from, Change[] changes, ChangeFaults faults)
    {
        RecipeDocument document = from.Copy();
        foreach (Change change in changes)
            faults.Make(change, document);
        return document;
    }

    private static IEnumerable<Level[]> Combinations(Study study, StudyNetwork network)
    {
        Level[] first = [.. study.Factors.Select(factor => factor.Levels[0])];
        switch (study.Design)
        {
            case StudyDesign.List:
                return study.Cells.Where(cell =>
                    cell.Levels.All(level => level.Factor != CellPattern.Network || level.Level == network.Name))
                    .Select(cell => study.Factors.Select(factor => factor.Levels
                        .FirstOrDefault(level => cell.Levels.Contains((factor.Name, level.Name))) ?? factor.Levels[0]).ToArray());
            case StudyDesign.OneAtATime:
                IEnumerable<Level[]> others = study.Factors.SelectMany((factor, at) => factor.Levels.Skip(1)
                    .Select(level => first.Select((each, index) => index == at ? level : each).ToArray()));
                return others.Prepend(first);
            default:
                IEnumerable<Level[]> all = [[]];
                foreach (Factor factor in study.Factors)
                    all = all.SelectMany(levels => factor.Levels.Select(level => levels.Append(level).ToArray()));
                return all;
        }
    }

    /// <summary>What may stand in the name of a run.</summary>
    internal static string Word(string name)
    {
        StringBuilder word = new();
        foreach (char letter in name)
            word.Append(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : letter == '+' ? 'p' : '-');
        return word.ToString().Trim('-', '.');
    }
}
