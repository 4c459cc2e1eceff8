using Weir.Training;
using Weir.Training.Forms;
using YamlDotNet.RepresentationModel;

namespace Weir.Studies;

/// <summary>What the parts of a study's file must say of each other.</summary>
internal static class StudyCheck
{
    /// <summary>Notes the faults.</summary>
    public static void Check(StudyFile file, Reading at)
    {
        Study study = file.Study;
        Reading Key(params ReadOnlySpan<string> keys)
        {
            Reading here = at;
            foreach (string key in keys)
            {
                if (here.Node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? node))
                    here = here.Below(node, key);
            }

            return here;
        }

        if (study.Design == StudyDesign.Ladder && study.Factors.Count != 1)
            Key("design").Fail($"design: a ladder has one factor, whose levels are its rows; here are {study.Factors.Count}");
        if (study.Design == StudyDesign.List && study.Cells.Count == 0)
            Key("design").Fail("design: a list names its cells under 'cells', as [{norm: batch-norm, rate: 1}]");
        if (study.Design != StudyDesign.List && study.Cells.Count > 0)
            Key("cells").Fail("cells: they are for 'design: list'; leave them out, or exclude cells with 'exclude'");
        foreach (Factor factor in study.Factors.Where(factor => factor.Name == CellPattern.Network))
            Key("factors").Fail($"factors: '{factor.Name}' stands for the networks of 'base'; give the factor another name");
        foreach (string measure in study.Measures.Concat(study.Closing).Where(name => MeasureList.Find(name) is null).Distinct())
            Key(study.Measures.Contains(measure) ? "measures" : "closing").Fail($"there is no measure '{measure}'; there are "
                + $"{string.Join(", ", MeasureList.All.Select(known => known.Name))}",
                Spelling.Nearest(measure, MeasureList.All.Select(known => known.Name)));
        foreach ((string key, IEnumerable<CellPattern> patterns) in new[] { ("cells", study.Cells.AsEnumerable()),
            ("exclude", study.Exclude), ("published", study.Published.Select(figure => figure.Cells)) })
            CheckPatterns(study, patterns, Key(key));
        foreach (Search search in study.Largest.Where(search => search.To <= search.From))
            Key("largest", search.Name).Fail($"largest.{search.Name}: 'to' must be above 'from'");
        if (file.Quick is { } quick)
            CheckQuick(study, quick, Key("quick"));
    }

    private static void CheckQuick(Study study, QuickForm quick, Reading at)
    {
        foreach (string network in quick.Networks ?? [])
            Known(network, study.Networks.Select(known => known.Name), "network", at);
        foreach ((string name, ValueList<string> levels) in quick.Levels)
        {
            if (study.Factors.FirstOrDefault(factor => factor.Name == name) is not { } found)
                Known(name, study.Factors.Select(factor => factor.Name), "factor", at);
            else
                levels.ToList().ForEach(level => Known(level, found.Levels.Select(known => known.Name), $"level of '{name}'", at));
        }
    }

    private static void CheckPatterns(Study study, IEnumerable<CellPattern> patterns, Reading at)
    {
        foreach ((string name, string level) in patterns.SelectMany(pattern => pattern.Levels))
        {
            if (name == CellPattern.Network)
                Known(level, study.Networks.Select(network => network.Name), "network", at);
            else if (study.Factors.FirstOrDefault(factor => factor.Name == name) is { } found)
                Known(level, found.Levels.Select(known => known.Name), $"level of '{name}'", at);
            else
                Known(name, [CellPattern.Network, .. study.Factors.Select(factor => factor.Name)], "factor", at);
        }
    }

    private static void Known(string name, IEnumerable<string> known, string what, Reading at)
    {
        string[] all = [.. known];
        if (!all.Contains(name))
            at.Fail($"{at.Path}: there is no {what} '{name}'; there are {string.Join(", ", all)}", Spelling.Nearest(name, all));
    }
}
