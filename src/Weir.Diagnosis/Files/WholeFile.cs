namespace Weir.Diagnosis;

/// <summary>Writes a file so that whoever reads it meanwhile, and whatever happens, it is as before or whole.</summary>
internal static class WholeFile
{
    public static void Write(string path, string text)
    {
        File.WriteAllText(path + ".tmp", text);
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
