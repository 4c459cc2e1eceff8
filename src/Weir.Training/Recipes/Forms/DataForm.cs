using System.Text.Json.Nodes;
using Weir.Data;
using YamlDotNet.RepresentationModel;

namespace Weir.Training.Forms;

/// <summary>What is learnt from. Which options a source uses is the source's own word.</summary>
internal sealed class DataForm : Form<DataRecipe>
{
    // The keys of DataRequest's properties.
    private static readonly (string Key, string Property)[] s_options =
    [
        ("training", nameof(DataRequest.TrainingCount)),
        ("validation", nameof(DataRequest.ValidationCount)),
        ("test", nameof(DataRequest.TestCount)),
        ("noise", nameof(DataRequest.Noise)),
        ("classes", nameof(DataRequest.Classes)),
        ("images", nameof(DataRequest.AsImages)),
        ("folder", nameof(DataRequest.Folder)),
        ("size", nameof(DataRequest.Size)),
        ("fit", nameof(DataRequest.Fit)),
        ("length", nameof(DataRequest.Length)),
        ("stride", nameof(DataRequest.Stride)),
        ("file", nameof(DataRequest.File)),
        ("test-file", nameof(DataRequest.TestFile)),
        ("target", nameof(DataRequest.TargetColumn)),
        ("task", nameof(DataRequest.Task)),
        ("delimiter", nameof(DataRequest.Delimiter)),
        ("allow-non-finite", nameof(DataRequest.AllowNonFinite)),
    ];

    private static readonly RecordForm<DataRecipe> s_form = new RecordForm<DataRecipe>("data", new DataRecipe())
        .Field("source", $"Where the data comes from: {string.Join(", ", DataSources.All.Select(source => source.Name))}. Default {DataSources.All[0].Name}, which is built in.", Source(), data => data.Source, (data, value) => data with { Source = value })
        .Field("directory", "The folder that holds data files. Default: WEIR_DATA, else data.", new TextForm(), data => data.Request.Directory!, (data, value) => Want(data, data.Request with { Directory = value }))
        .Field("seed", "The seed of what is generated and of how a table is split. Default 0, so that runs of several seeds see the same data.", new IntegerForm<long>(long.MinValue, long.MaxValue), data => data.Request.Seed, (data, value) => Want(data, data.Request with { Seed = value }))
        .Field("training", "Training samples. Default: the source's own.", Count(1), data => data.Request.TrainingCount, (data, value) => Want(data, data.Request with { TrainingCount = value }))
        .Field("validation", "Validation samples, 0 for none. Default: the source's own.", Count(0), data => data.Request.ValidationCount, (data, value) => Want(data, data.Request with { ValidationCount = value }))
        .Field("test", "Test samples, 0 for none. Default: the source's own.", Count(0), data => data.Request.TestCount, (data, value) => Want(data, data.Request with { TestCount = value }))
        .Field("noise", "Strength of the noise, in the unit of the source.", new OptionalForm<double>(new NumberForm(0)), data => data.Request.Noise, (data, value) => Want(data, data.Request with { Noise = value }))
        .Field("classes", "Number of classes, for generated sets.", new OptionalForm<int>(new IntegerForm<int>(2, 100)), data => data.Request.Classes, (data, value) => Want(data, data.Request with { Classes = value }))
        .Field("images", "Whether images come as (height, width, channels) and not as one row of numbers. Default false.", new BooleanForm(), data => data.Request.AsImages, (data, value) => Want(data, data.Request with { AsImages = value }))
        .Field("folder", "The folder of images, with a folder for each class.", new TextForm(), data => data.Request.Folder!, (data, value) => Want(data, data.Request with { Folder = value }))
        .Field("size", "Side of the square that images are brought to. Default: they are of one size and stay as they are.", new OptionalForm<int>(new IntegerForm<int>(1, 16_384)), data => data.Request.Size, (data, value) => Want(data, data.Request with { Size = value }))
        .Field("fit", "How images are brought to the size: crop (the shorter side, then the middle is cut out) or stretch. Default crop.", new WordForm<ImageFit>(null, ("crop", ImageFit.Crop), ("stretch", ImageFit.Stretch)), data => data.Request.Fit, (data, value) => Want(data, data.Request with { Fit = value }))
        .Field("length", "Length of a sequence: characters of a window of a text (default 128), places of the adding problem (default 100).", new OptionalForm<int>(new IntegerForm<int>(2, 1_000_000)), data => data.Request.Length, (data, value) => Want(data, data.Request with { Length = value }))
        .Field("stride", "Characters from the start of a training window to that of the next. Default: as many as a window has.", Count(1), data => data.Request.Stride, (data, value) => Want(data, data.Request with { Stride = value }))
        .Field("file", "The table of csv, or the text.", new TextForm(), data => data.Request.File!, (data, value) => Want(data, data.Request with { File = value }))
        .Field("test-file", "A second table for the test part. Default: the test part is split off the first.", new TextForm(), data => data.Request.TestFile!, (data, value) => Want(data, data.Request with { TestFile = value }))
        .Field("target", "The name of the target column. Default: the last.", new TextForm(), data => data.Request.TargetColumn!, (data, value) => Want(data, data.Request with { TargetColumn = value }))
        .Field("task", "What the target column means. Default auto: classes when it holds integers or text of at most 50 values, else numbers.", new WordForm<DataTask>(null, ("auto", DataTask.Auto), ("classification", DataTask.Classification), ("regression", DataTask.Regression)), data => data.Request.Task, (data, value) => Want(data, data.Request with { Task = value }))
        .Field("delimiter", "What stands between the cells of a table. Default: found by itself.", new OptionalForm<char>(new CharacterForm()), data => data.Request.Delimiter, (data, value) => Want(data, data.Request with { Delimiter = value }))
        .Field("allow-non-finite", "Whether a table may hold NaN and infinities. Default false.", new BooleanForm(), data => data.Request.AllowNonFinite, (data, value) => Want(data, data.Request with { AllowNonFinite = value }))
        .Field("standardize", "How inputs are brought to mean 0 and deviation 1, with numbers of the training part. Default none.", new WordForm<Standardization>(null, ("none", Standardization.None), ("global", Standardization.Global), ("per-feature", Standardization.PerFeature), ("per-channel", Standardization.PerChannel)), data => data.Standardize, (data, value) => data with { Standardize = value })
        .Field(
            "targets",
            "Whether target values are brought to mean 0 and deviation 1 for the training, with numbers of the training part: standardize or none. Metrics stay in the targets' unit. "
                + "Default standardize for values, where the loss takes any value and the last layer has no function.",
            new WordForm<TargetScaling>(null, ("auto", TargetScaling.Auto), ("standardize", TargetScaling.Standardize), ("none", TargetScaling.None)),
            data => data.Targets,
            (data, value) => data with { Targets = value })
        .Field("augment", "Random changes of the training samples, one after the other, before they are scaled. Default: none.", new ListForm<Augmentation>(AugmentForms.Form), data => data.Augment, (data, value) => data with { Augment = value });

    public override bool Read(Reading at, out DataRecipe value)
    {
        // "data: mnist" is short for "data: {source: mnist}".
        if (at.Node is YamlScalarNode { Value: { Length: > 0 } })
        {
            bool known = Source().Read(at, out string source);
            value = new DataRecipe { Source = source, Place = at.Place };
            return known;
        }

        if (!s_form.Read(at, out value))
            return false;
        value = value with { Place = at.Place };
        IDataSource chosen = DataSources.Find(value.Source);
        bool fits = true;
        foreach (string unused in value.Request.Given().Where(option => !chosen.Options.Contains(option)))
        {
            string key = s_options.First(option => option.Property == unused).Key;
            YamlNode node = ((YamlMappingNode)at.Node).Children.Keys.First(node => ((YamlScalarNode)node).Value == key);
            string[] used = [.. s_options.Where(option => chosen.Options.Contains(option.Property)).Select(option => option.Key)];
            fits = at.Below(node, key).Fail($"data: source '{chosen.Name}' does not use '{key}'; it uses {string.Join(", ", used)}");
        }

        return fits;
    }

    public override YamlNode? Write(DataRecipe value)
    {
        var mapping = (YamlMappingNode)s_form.Write(value)!;
        return mapping.Children.Count == 1 && mapping.Children[0].Key is YamlScalarNode { Value: "source" } ? mapping.Children[0].Value : mapping;
    }

    public override JsonObject Schema() => new() { ["anyOf"] = new JsonArray(Source().Schema(), s_form.Schema()) };

    private static WordForm<string> Source() => new(null, [.. DataSources.All.Select(source => (source.Name, source.Name))]);

    private static OptionalForm<int> Count(int least) => new(new IntegerForm<int>(least, int.MaxValue));

    private static DataRecipe Want(DataRecipe data, DataRequest request) => data with { Request = request };
}
