using Weir.Nn;
using Weir.Tensors;

namespace Weir.Training.Forms;

/// <summary>The families that are chosen from by name.</summary>
/// <param name="registry">What there is to choose from.</param>
internal sealed class Families(RecipeRegistry registry)
{
    public RecipeRegistry Registry => registry;

    public Form<Choice> Activation { get; } = new ChoiceForm<Activation>("activation", registry.Activations);

    public Form<Choice> Initializer { get; } = new ChoiceForm<Initializer>("initializer", registry.Initializers);

    public Form<Choice> Loss { get; } = new ChoiceForm<Loss>("loss", registry.Losses);

    /// <summary>The family that an option names.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public Form<Choice> Named(string? family) => family switch
    {
        "activation" => Activation,
        "initializer" => Initializer,
        "loss" => Loss,
        _ => throw new NotSupportedException($"there is no family '{family}' to choose from; there are activation, initializer, loss"),
    };

    /// <summary>A member of a family of records that declare their options: <c>{sgd: {rate: 0.1}}</c>.</summary>
    /// <typeparam name="T">What the records have in common.</typeparam>
    /// <param name="family">What the family is called.</param>
    /// <param name="members">The members with all their defaults.</param>
    /// <param name="name">The name of a member.</param>
    /// <param name="conflict">Which options of a member do not fit together, or null. Default: none.</param>
    public MemberForm<T> Members<T>(string family, IEnumerable<T> members, Func<T, string> name, Func<T, string?>? conflict = null)
        where T : class, IDeclaresOptions
    {
        T[] all = [.. members];
        return new MemberForm<T>(family, all[0], [.. all.Select(member => (name(member), (Form<T>)new RecordForm<T>(name(member), member)
            .Options(this, record => record, (_, changed) => changed).Check(record => conflict?.Invoke(record))))]);
    }
}
