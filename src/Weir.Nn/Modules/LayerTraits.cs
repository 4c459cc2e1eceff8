namespace Weir.Nn;

/// <summary>
/// What rules may know of a layer without knowing its type. A layer declares its own (<see cref="Module.Traits"/>), so that one that is
/// written elsewhere is treated like those of the library.
/// </summary>
[Flags]
public enum LayerTraits
{
    /// <summary>Nothing is known.</summary>
    None = 0,

    /// <summary>
    /// Its function is 0 below 0, with derivative 0: a unit that is never above 0 gets no gradient and cannot come back, as with ReLU.
    /// </summary>
    Rectifier = 1,

    /// <summary>Its function is flat on both sides, as sigmoid and tanh.</summary>
    Squashing = 2,

    /// <summary>In evaluation its output is a linear function of its input, up to an offset.</summary>
    Linear = 4,

    /// <summary>
    /// It hands on the distribution of its input, so that weights before it need the gain of the function behind it (norms, dropout,
    /// pooling).
    /// </summary>
    PassesGain = 8,

    /// <summary>It uses the statistics of the batch in training and others in evaluation.</summary>
    BatchStatistics = 16,

    /// <summary>It makes rows of features of images, so that the order of the axes before it matters to the weights behind it.</summary>
    Flattens = 32,

    /// <summary>
    /// Its parameters are tables whose rows are looked up or added, not matrices that multiply: no other program stores them transposed.
    /// </summary>
    Tables = 64,

    /// <summary>
    /// The signal has another way past it, as past the branch of a residual block. Set by what holds it (<see cref="Module.Bypassed"/>).
    /// </summary>
    Bypassed = 128,

    /// <summary>Its outputs are never below 0.</summary>
    Nonnegative = 256,

    /// <summary>The outputs of a sample are shares of a whole: from 0 to 1, and 1 together, as behind a softmax.</summary>
    Shares = 512,

    /// <summary>It brings its input to a size of its own, however large or small that comes in, as norms do.</summary>
    Normalizes = 1024,

    /// <summary>It goes along a sequence, and its state at a place is worked out from that at the place before.</summary>
    Recurrent = 2048,

    /// <summary>It is recurrent, and gates decide what its state keeps, so that a gradient has a way back along the sequence.</summary>
    Gated = 4096,

    /// <summary>
    /// What goes into it is what the layer before it put out, and nothing was done to that in between: they stand one behind the other in a
    /// chain. Set by what holds it; of layers that a program's own code calls it is not known.
    /// </summary>
    Follows = 8192,
}
