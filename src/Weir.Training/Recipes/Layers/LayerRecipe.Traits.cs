namespace Weir.Training;

/// <summary>What a repair may know of a layer and change in it. A layer of one's own declares what it has; what it leaves out stays as it
/// is.</summary>
public abstract partial record LayerRecipe
{
    /// <summary>What it is to a repair. Default: nothing is known.</summary>
    public virtual LayerRecipeTraits Traits => LayerRecipeTraits.None;

    /// <summary>The function that it applies, behind its product or by itself; null for none. Default null.</summary>
    public virtual Choice? OwnFunction => null;

    /// <summary>The units or channels that its product puts out; null where the task or its input sets them. Default null.</summary>
    public virtual int? OwnWidth => null;

    /// <summary>The rules for its first weights and biases that were given; null each where none was. Default: none.</summary>
    public virtual (Choice? Weight, Choice? Bias) FirstValues => (null, null);

    /// <summary>The layers that it holds, as the branch of a residual block. Default: none.</summary>
    public virtual ValueList<LayerRecipe> Parts => [];

    /// <summary>The same with another function. Default: itself.</summary>
    /// <param name="function">The function; null for none, where it can be without.</param>
    public virtual LayerRecipe WithFunction(Choice? function) => this;

    /// <summary>The same with another number of units or channels; itself where the task or its input sets them. Default: itself.</summary>
    /// <param name="width">Units or channels: 1 or more.</param>
    public virtual LayerRecipe WithWidth(int width) => this;

    /// <summary>The same with other rules for its first values. Default: itself.</summary>
    /// <param name="weight">That of the weights; null for what fits the function.</param>
    /// <param name="bias">That of the biases; null for the usual.</param>
    public virtual LayerRecipe WithFirstValues(Choice? weight, Choice? bias) => this;

    /// <summary>The same with other layers in it. Default: itself.</summary>
    /// <param name="parts">The layers, in place of <see cref="Parts"/>.</param>
    public virtual LayerRecipe WithParts(ValueList<LayerRecipe> parts) => this;

    /// <summary>The same once, where <see cref="Count"/> is more. Default: itself.</summary>
    public virtual LayerRecipe Once() => this;

    /// <summary>
    /// The same as what puts out the answer: once, with no function and as many outputs as the task has; null where it cannot be that.
    /// Default null.
    /// </summary>
    public virtual LayerRecipe? AsHead() => null;

    /// <summary>The same with batch norm of its own between product and function; null where it has none to offer. Default null.</summary>
    public virtual LayerRecipe? WithBatchNorm() => null;
}
