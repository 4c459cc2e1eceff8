using System.Globalization;
using System.Text.Json;
using Weir.Cli.Manual;
using Weir.Nn;
using Weir.Tensors;
using Weir.Tensors.Backends;
using Weir.Training;

namespace Weir.Cli.Tests.Manual;

/// <summary>Every technique that a recipe can name has its section in the manual, and <c>weir explain</c> prints it.</summary>
public sealed class TechniqueTests
{
    private const string Labels = "Formula Derivative|Derivation|Direction Flow Cost Measured";

    private static readonly string[] s_names = [.. TechniqueFamilies.All.SelectMany(family => family.Members)
        .SelectMany(technique => technique.Names)];

    public static TheoryData<string> Names() => [.. s_names.Distinct()];

    public static TheoryData<string> OwnPages() => [.. Directory.GetFiles(Repository.Path("docs/techniques"), "*.md")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name != "README")];

    [Fact]
    public void Everything_that_a_recipe_can_name_has_a_section()
    {
        RecipeRegistry library = RecipeRegistry.BuiltIn;
        string[] registered =
        [
            .. library.Activations.Keys, .. library.Initializers.Keys, .. library.Losses.Keys,
            .. library.Optimizers.Select(each => each.Name), .. library.Links.Select(each => each.Name),
            .. library.Schedules.Select(each => each.Name), .. library.Augmentations.Select(each => each.Name), .. Layers(),
            .. ChoicesOf("initialize"), .. ChoicesOf("pretrain"),
        ];
        registered.Length.ShouldBeGreaterThan(90);
        registered.Except(s_names).ShouldBeEmpty("a new one needs a section in docs/techniques");
    }

    [Fact]
    public void Within_a_page_a_name_has_one_section()
    {
        foreach (TechniqueFamily family in TechniqueFamilies.All)
            family.Members.SelectMany(technique => technique.Names).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_technique_is_explained_by_its_name(string name)
    {
        using TestTerminal terminal = new(width: 80);
        terminal.Run("explain", name).ShouldBe(0, terminal.Errors);
        terminal.Output.ShouldContain(name);
        terminal.Output.Split('\n').ShouldAllBe(line => new StringInfo(line).LengthInTextElements <= 80);
    }

    [Theory]
    [MemberData(nameof(OwnPages))]
    public void Each_section_says_the_same_things_in_the_same_order(string page)
    {
        TechniqueFamily family = TechniqueFamilies.All.Single(each => each.Name == page);
        family.Members.ShouldNotBeEmpty();
        foreach (Technique technique in family.Members)
        {
            string[] labels = [.. technique.Text.Split('\n').Where(line => line.StartsWith("- **", StringComparison.Ordinal))
                .Select(line => line[4..line.IndexOf(':', StringComparison.Ordinal)])];
            string[] wanted = Labels.Split(' ');
            labels.Length.ShouldBe(wanted.Length, $"{page}: {technique.Names[0]}");
            for (int i = 0; i < wanted.Length; i++)
                wanted[i].Split('|').ShouldContain(labels[i], $"{page}: {technique.Names[0]}");
        }
    }

    [Fact]
    public void What_is_measured_is_linked_or_said_not_to_be()
    {
        foreach (Technique technique in TechniqueFamilies.All.SelectMany(family => family.Members))
        {
            if (technique.Text.Split('\n').FirstOrDefault(line => line.StartsWith("- **Measured:**", StringComparison.Ordinal)) is { } line)
                (line.Contains("effects.md", StringComparison.Ordinal) || line.Contains("ot measured", StringComparison.Ordinal))
                    .ShouldBeTrue(technique.Names[0]);
        }
    }

    [Theory]
    [InlineData("relv", "did you mean 'relu'?")]
    [InlineData("batchnorm", "did you mean 'batch-norm'?")]
    [InlineData("xavier-normal", "did you mean 'glorot-normal'?")]
    [InlineData("swish", "did you mean 'silu'?")]
    [InlineData("xyzzyxyzzy", "'weir explain' lists them")]
    public void A_near_miss_is_told_what_was_meant(string asked, string answer)
    {
        using TestTerminal terminal = new();
        terminal.Run("explain", asked).ShouldBe(1);
        terminal.Errors.ShouldContain($"there is no diagnostic or technique '{asked}'");
        terminal.Errors.ShouldContain(answer);
    }

    [Fact]
    public void A_name_of_several_things_explains_all_of_them()
    {
        using TestTerminal constant = new(), plateau = new(), family = new(), list = new();
        constant.Run("explain", "constant", "--plain").ShouldBe(0);
        constant.Output.ShouldContain("# constant (initialisation)\n");
        constant.Output.ShouldContain("# constant (schedules)\n");
        plateau.Run("explain", "plateau").ShouldBe(0);
        plateau.Output.ShouldStartWith("WEIR");
        plateau.Output.ShouldContain("plateau (schedules)");
        family.Run("explain", "activations").ShouldBe(0);
        family.Output.ShouldContain("How they compare");
        list.Run("explain").ShouldBe(0);
        foreach (string name in s_names)
            list.Output.ShouldContain(name);
    }

    [Fact]
    public void The_tables_of_the_activations_are_what_the_library_computes()
    {
        TechniqueFamily page = TechniqueFamilies.All.Single(family => family.Name == "activations");
        foreach ((string name, FamilyMember<Activation> member) in Activations.All)
        {
            Activation activation = member.Make(null);
            string text = page.Members.Single(technique => technique.Names.Contains(name)).Text;
            (float[] values, float[] slopes) = Sample(activation, Row(text, "x"));
            Row(text, "f(x)").Zip(values).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 6e-5, name);
            Row(text, "f′(x)").Zip(slopes).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 6e-5, name);

            // Gain, mean square of the slope over a normal signal, χ, and decades a layer.
            float[] claimed = Row(page.Page, $"[`{name}`](#{name})", skip: 1);
            double square = MeanSquareSlope(activation), chi = activation.Gain * activation.Gain * square;
            claimed[0].ShouldBe((float)activation.Gain, 6e-5f, name);
            claimed[1].ShouldBe((float)square, 2e-3f * Math.Max(1, (float)square), name);
            claimed[2].ShouldBe((float)chi, 2e-3f * Math.Max(1, (float)chi), name);
            claimed[3].ShouldBe((float)Math.Log10(chi) / 2, 1.5e-3f, name);
        }
    }

    private static double MeanSquareSlope(Activation activation)
    {
        const int Points = 4000;
        const double Reach = 10;
        float[] points = [.. Enumerable.Range(0, Points).Select(i => (float)(Reach * ((2 * (i + 0.5) / Points) - 1)))];
        return Sample(activation, points).Slopes.Zip(points).Sum(pair => pair.First * pair.First
            * Math.Exp(-0.5 * pair.Second * pair.Second) / Math.Sqrt(2 * Math.PI) * 2 * Reach / Points);
    }

    private static (float[] Values, float[] Slopes) Sample(Activation activation, float[] points)
    {
        using SimdBackend backend = SimdBackend.Create();
        Tape tape = new(backend);
        tape.Begin();
        Tensor x = Tensor.Leaf(new Shape(points.Length), points, needsGradient: true);
        Tensor y = activation.Apply(tape.Full(x.Shape, 0).Add(x));
        tape.Backward(y.Sum());
        return (y.ToArray(), x.Gradient()!);
    }

    /// <summary>The numbers of a table's row, behind its first cell and <paramref name="skip"/> more.</summary>
    private static float[] Row(string text, string first, int skip = 0) =>
    [
        .. text.Split('\n').First(line => line.StartsWith($"| {first} |", StringComparison.Ordinal)).Split('|')[(2 + skip)..^1]
            .Select(cell => float.Parse(cell.Trim().Replace('−', '-'), CultureInfo.InvariantCulture)),
    ];

    private static string[] Layers() => Should.Throw<RecipeException>(() => RecipeReader.Parse("model:\n  - nothing-like-it\n", "recipe"))
        .Message.Split("the layers are ")[1].Split('\n')[0].Split(';')[0].Split(", ");

    /// <summary>The names that a key of recipes takes.</summary>
    private static IEnumerable<string> ChoicesOf(string key)
    {
        using JsonDocument schema = JsonDocument.Parse(RecipeSchema.Write());
        return [.. schema.RootElement.GetProperty("properties").GetProperty(key).GetProperty("anyOf")[0].GetProperty("enum")
            .EnumerateArray().Select(name => name.GetString()!)];
    }
}
