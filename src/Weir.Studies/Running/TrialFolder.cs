using Weir.Tensors;

namespace Weir.Studies;

/// <summary>A temporary folder for runs that are made to see how long they take. It is removed with them.</summary>
internal sealed class TrialFolder : IDisposable
{
    private readonly string _path;

    /// <summary>Makes it.</summary>
    /// <param name="study">The study whose runs are tried.</param>
    /// <exception cref="FileException">It cannot be made.</exception>
    public TrialFolder(Study study)
    {
        string root = Path.GetTempPath();
        _path = FileException.Guard(root, "no folder can be made in it", () => Directory.CreateTempSubdirectory("weir-estimate-").FullName);
        Study = StudyFolder.Open(_path, study, []);
    }

    /// <summary>The study's folder in it.</summary>
    public StudyFolder Study { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // The system clears its temporary files.
        }
    }
}
