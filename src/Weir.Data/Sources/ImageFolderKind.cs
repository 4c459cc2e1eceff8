namespace Weir.Data;

/// <summary>How a folder of images tells what they show.</summary>
public enum ImageFolderKind
{
    /// <summary>A folder for each class (<c>image-folder</c>).</summary>
    Classes,

    /// <summary>A folder <c>images</c>, and one of <c>masks</c> in which each has its image's name (<c>image-masks</c>).</summary>
    Masks,
}
