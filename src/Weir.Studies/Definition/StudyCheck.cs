using Weir.Training;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>What the parts of a study's file must say of each other.</summary>
internal static class StudyCheck
{
    /// <summary>Notes the faults. Names are taken from the file, so that a fault in one part hides none in another.</summary>
    public static void Check(StudyFile file, Reading at)
    {
        Study study = file.Study;
        Reading[] names = Keys(At(at, "factors")), factors = Below(At(at, "factors"));
        if (study.Design == StudyDesign.Ladder && factors.Length != 1)
            Key(at, "design").Fail($"design: a ladder has one factor, whose levels are its rows; here are {factors.Length}");
        if (study.Design == StudyDesign.List && At(at, "cells") is null)
            Key(at, "design").Fail("design: a list names its cells under 'cells', as [{norm: batch-norm, rate: 1}]");
        if (study.Design != StudyDesign.List && At(at, "cells") is { } cells)
            cells.Fail("cells: they are for 'design: list'; leave them out, or exclude cells with 'exclude'");
        foreach (Reading factor in names.Where(name => $"{name.Node}" == CellPattern.Network))
            factor.Fail($"factors: '{CellPattern.Network}' stands for the networks of 'base'; give the factor another name");
        foreach (Reading name in factors.SelectMany(factor => Alike(Keys(factor))).Concat(Alike(Keys(At(at, StudyForm.BaseKey)))))
            name.Fail(CellPlan.OneName(CellPlan.Word($"{name.Node}")));

        string[] measures = [.. MeasureList.All.Select(known => known.Name)];
        foreach (Reading measure in Below(At(at, "measures")).Concat(Below(At(at, "closing"))))
            Known(measure, measures, "measure");
        PatternCheck patterns = new(Names(At(at, StudyForm.BaseKey)), names
            .Zip(factors).ToDictionary(pair => $"{pair.First.Node}", pair => Names(pair.Second)));
        foreach (Reading pattern in Below(At(at, "cells")).Concat(Below(At(at, "exclude"))).Concat(Below(At(at, "published", "values"))))
            patterns.Check(pattern);
        if (At(at, "quick") is { } quick)
            patterns.CheckQuick(quick);
        if (At(at, "map") is { } map)
            patterns.CheckMap(map, measures);
        foreach (Search search in study.Largest.Where(search => search.To <= search.From))
            Key(at, "largest", search.Name).Fail($"largest.{search.Name}: 'to' must be above 'from'");
    }

    /// <summary>Notes that nothing is left to run, of a study that was read without a fault.</summary>
    public static void CheckCells(StudyFile file, Reading at)
    {
        CheckNames(file.Study, at);
        if (!CellPlan.HasCells(file.Study))
            Key(at, "exclude").Fail(CellPlan.NothingLeft);
        else if (file.Quick is { } quick && !CellPlan.HasCells(quick.Of(file.Study)))
            Key(at, "quick").Fail(CellPlan.NothingLeft);
        string[] cells = At(at, "recipes") is null ? [] : [.. CellPlan.NamesOf(file.Study)];
        foreach (Reading cell in Keys(At(at, "recipes")))
            Known(cell, cells, "cell");
    }

    /// <summary>Notes cells that would have one name: the entries of a list that name one again, and levels whose names make one.</summary>
    private static void CheckNames(Study study, Reading at)
    {
        if (study.Design != StudyDesign.List)
        {
            if (CellPlan.NamesOf(study).GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
                Key(at, "factors").Fail(CellPlan.OneName(twice.Key));
            return;
        }

        Dictionary<string, Reading> first = [];
        foreach ((Reading entry, CellPattern pattern) in Below(At(at, "cells")).Zip(study.Cells))
        {
            string[] names = [.. CellPlan.NamesOf(study with { Cells = [pattern] })];
            if (names.FirstOrDefault(first.ContainsKey) is { } again)
                entry.Fail($"{entry.Path}: it names the cell '{again}', as {first[again].Path} does");
            foreach (string name in names)
                first.TryAdd(name, entry);
        }
    }

    /// <summary>The measures that a file asks for, each where it stands.</summary>
    public static IEnumerable<NamedMeasure> NamedMeasures(Reading at) => Below(At(at, "measures")).Concat(Below(At(at, "closing")))
        .Concat(At(at, "map", "measure") is { } shade ? [shade] : [])
        .Select(measure => new NamedMeasure($"{measure.Node}", measure.Path, measure.Place));

    /// <summary>Notes a name that is none of those there are.</summary>
    internal static void Known(Reading at, IReadOnlyList<string> known, string what, string? name = null)
    {
        name ??= (at.Node as YamlScalarNode)?.Value ?? "";
        if (!known.Contains(name))
            at.Fail($"{at.Path}: there is no {what} '{name}'; "
                + (known.Count > 0 ? $"there are {string.Join(", ", known)}" : "the study has none"), Spelling.Nearest(name, known));
    }

    /// <summary>What stands under keys; null where it is not given.</summary>
    internal static Reading? At(Reading at, params ReadOnlySpan<string> keys)
    {
        Reading here = at;
        foreach (string key in keys)
        {
            if (here.Node is not YamlMappingNode mapping || !mapping.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? node))
                return null;
            here = here.Below(node, key);
        }

        return here;
    }

    /// <summary>The entries of a list, or the values of a group of keys.</summary>
    internal static Reading[] Below(Reading? at) => at is not { } here ? [] : here.Node switch
    {
        YamlSequenceNode list => [.. list.Children.Select((node, index) => here.Entry(node, index + 1))],
        YamlMappingNode mapping => [.. mapping.Children.Select(pair => here.Below(pair.Value, $"{pair.Key}"))],
        _ => [],
    };

    /// <summary>The keys of a group, each where it stands.</summary>
    internal static Reading[] Keys(Reading? at) =>
        at is { Node: YamlMappingNode mapping } here ? [.. mapping.Children.Keys.Select(key => here.Below(key, $"{key}"))] : [];

    private static string[] Names(Reading? at) => [.. Keys(at).Select(key => $"{key.Node}")];

    private static IEnumerable<Reading> Alike(Reading[] keys) =>
        keys.GroupBy(key => CellPlan.Word($"{key.Node}")).SelectMany(group => group.Skip(1));

    private static Reading Key(Reading at, params ReadOnlySpan<string> keys) => At(at, keys) ?? at;
}
