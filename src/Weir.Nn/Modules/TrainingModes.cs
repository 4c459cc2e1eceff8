namespace Weir.Nn;

/// <summary>What each module of a tree was in, training or evaluation, to be put back when it is disposed.</summary>
internal sealed class TrainingModes : IDisposable
{
    private readonly Module[] _modules;
    private readonly bool[] _were;

    public TrainingModes(Module root)
    {
        _modules = [.. root.Tree()];
        _were = [.. _modules.Select(module => module.IsTraining)];
    }

    public void Dispose()
    {
        for (int i = 0; i < _modules.Length; i++)
            _modules[i].IsTraining = _were[i];
    }
}
