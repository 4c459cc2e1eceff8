using Weir.Data;
using Weir.Nn;
using Weir.Training.Forms;

namespace Weir.Training;

/// <summary>
/// What recipes can name: the parts of the library, and those that a program adds. It does not change: each <c>With</c> gives another
/// registry, which is passed to <see cref="RecipeReader"/>, and to <see cref="Trainer.Resume"/> in <see cref="TrainerOptions.Registry"/>.
/// </summary>
public sealed record RecipeRegistry
{
    private RecipeRegistry()
    {
    }

    /// <summary>The parts of the library.</summary>
    public static RecipeRegistry BuiltIn { get; } = new();

    /// <summary>Activations by name; each is also a layer.</summary>
    public IReadOnlyDictionary<string, FamilyMember<Activation>> Activations { get; private init; } = Nn.Activations.All;

    /// <summary>Initializers by name.</summary>
    public IReadOnlyDictionary<string, FamilyMember<Initializer>> Initializers { get; private init; } = Nn.Initializers.All;

    /// <summary>Losses by name.</summary>
    public IReadOnlyDictionary<string, FamilyMember<Loss>> Losses { get; private init; } = Nn.Losses.All;

    /// <summary>Optimizers, by their options with all defaults.</summary>
    public IReadOnlyList<OptimizerOptions> Optimizers { get; private init; } = Nn.Optimizers.All;

    /// <summary>Links between gradient and optimizer, with all defaults.</summary>
    public IReadOnlyList<GradientLink> Links { get; private init; } = GradientLinks.All;

    /// <summary>Schedules, with all defaults.</summary>
    public IReadOnlyList<ScheduleRecipe> Schedules { get; private init; } = ScheduleRecipes.All;

    /// <summary>Augmentations, with all defaults.</summary>
    public IReadOnlyList<Augmentation> Augmentations { get; private init; } = Data.Augmentations.All;

    /// <summary>Sources of data.</summary>
    public IReadOnlyList<IDataSource> Sources { get; private init; } = DataSources.All;

    /// <summary>Formats of image files that a program has added to those of the library.</summary>
    public IReadOnlyList<ImageFormat> ImageFormats { get; private init; } = [];

    /// <summary>Layers that a program has added, by name, with all defaults.</summary>
    public IReadOnlyDictionary<string, LayerRecipe> OwnLayers { get; private init; } = new Dictionary<string, LayerRecipe>();

    /// <summary>Adds an activation, which is also a layer.</summary>
    /// <param name="name">Its name in recipes.</param>
    /// <param name="member">What makes it, and the number that it takes.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public RecipeRegistry With(string name, FamilyMember<Activation> member) =>
        this with { Activations = Added("activation", Activations, name, member) };

    /// <summary>Adds an initializer.</summary>
    /// <param name="name">Its name in recipes.</param>
    /// <param name="member">What makes it, and the number that it takes.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public RecipeRegistry With(string name, FamilyMember<Initializer> member) =>
        this with { Initializers = Added("initializer", Initializers, name, member) };

    /// <summary>Adds a loss.</summary>
    /// <param name="name">Its name in recipes.</param>
    /// <param name="member">What makes it, and the number that it takes.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public RecipeRegistry With(string name, FamilyMember<Loss> member) => this with { Losses = Added("loss", Losses, name, member) };

    /// <summary>Adds a layer: a record that declares its options (<see cref="Tensors.OptionAttribute"/>).</summary>
    /// <param name="name">Its name in recipes.</param>
    /// <param name="layer">The layer with all defaults.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public RecipeRegistry With(string name, LayerRecipe layer)
    {
        if (new LayerForms(new Families(this)).Names.Contains(name))
            throw Taken("layer", name);
        return this with { OwnLayers = Added("layer", OwnLayers, name, layer) };
    }

    /// <summary>Adds an optimizer.</summary>
    /// <param name="optimizer">Its options with all defaults; a rate that is not a number has none.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public RecipeRegistry With(OptimizerOptions optimizer) =>
        this with { Optimizers = Added("optimizer", Optimizers, optimizer, known => known.Name) };

    /// <summary>Adds a link between gradient and optimizer.</summary>
    /// <param name="link">The link with all defaults.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public RecipeRegistry With(GradientLink link) => this with { Links = Added("link", Links, link, known => known.Name) };

    /// <summary>Adds a schedule.</summary>
    /// <param name="schedule">The schedule with all defaults.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public RecipeRegistry With(ScheduleRecipe schedule) =>
        this with { Schedules = Added("schedule", Schedules, schedule, known => known.Name) };

    /// <summary>Adds an augmentation.</summary>
    /// <param name="augmentation">The augmentation with all defaults.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public RecipeRegistry With(Augmentation augmentation) =>
        this with { Augmentations = Added("augmentation", Augmentations, augmentation, known => known.Name) };

    /// <summary>Adds a source of data.</summary>
    /// <param name="source">The source.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public RecipeRegistry With(IDataSource source) => this with { Sources = Added("source", Sources, source, known => known.Name) };

    /// <summary>Adds formats of image files: to sources that read images, and to the predictor of a run that is loaded so.</summary>
    /// <param name="formats">The formats.</param>
    /// <exception cref="ArgumentException">One is there already.</exception>
    public RecipeRegistry With(params IReadOnlyList<ImageFormat> formats)
    {
        IReadOnlyList<ImageFormat> all = formats.Aggregate(ImageFormats, (known, format) =>
            Added("format of images", known, format, member => member.Name));
        return this with
        {
            ImageFormats = all,
            Sources = [.. Sources.Select(source => source is IImageSource images ? images.With(all) : source)],
        };
    }

    /// <summary>The source of a name.</summary>
    /// <param name="name">As in <see cref="IDataSource.Name"/>.</param>
    /// <exception cref="DataException">No source has the name.</exception>
    public IDataSource FindSource(string name) => Sources.FirstOrDefault(source => source.Name == name)
        ?? throw new DataException($"data: there is no source '{name}'; there are "
            + $"{string.Join(", ", Sources.Select(source => source.Name))}");

    private static Dictionary<string, T> Added<T>(string family, IReadOnlyDictionary<string, T> members, string name, T member) =>
        members.ContainsKey(name) ? throw Taken(family, name)
            : new Dictionary<string, T>(members, StringComparer.Ordinal) { [name] = member };

    private static IReadOnlyList<T> Added<T>(string family, IReadOnlyList<T> members, T member, Func<T, string> name) =>
        members.Any(known => name(known) == name(member)) ? throw Taken(family, name(member)) : [.. members, member];

    private static ArgumentException Taken(string family, string name) => new($"there is a {family} '{name}' already; choose another name");
}
