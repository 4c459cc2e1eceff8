using Weir.Data;

namespace Weir.Inference;

/// <summary>Images in files, and all images in folders and the folders within them.</summary>
internal sealed class ImageSamples : SampleSource
{
    private readonly ImageForm _form;
    private readonly IReadOnlyList<ImageFormat> _formats;
    private readonly IEnumerator<string> _files;

    /// <summary>Prepares to read files.</summary>
    /// <param name="files">Files and folders.</param>
    /// <param name="form">What images are brought to.</param>
    /// <param name="formats">Formats beside those of the library.</param>
    public ImageSamples(IReadOnlyList<string> files, ImageForm form, IReadOnlyList<ImageFormat> formats) =>
        (_form, _formats, _files) = (form, formats, files.SelectMany(List).GetEnumerator());

    /// <inheritdoc/>
    public override bool HasLines => false;

    /// <inheritdoc/>
    public override bool Fill(SampleBatch batch)
    {
        while (!batch.IsFull)
        {
            if (!_files.MoveNext())
                return false;
            try
            {
                _form.Bring(ImageFile.Read(_files.Current, _formats)).To(_form.Channels).Values.CopyTo(batch.Next);
                batch.Add(new SamplePlace(_files.Current, 0, null));
            }
            catch (DataException error)
            {
                batch.Problems.Add(error.Message);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _files.Dispose();
        base.Dispose();
    }

    /// <summary>A file, or all files of a folder and of those within it.</summary>
    public static IEnumerable<string> List(string path) => Directory.Exists(path) ? FolderFiles.Within(path) : [path];
}
