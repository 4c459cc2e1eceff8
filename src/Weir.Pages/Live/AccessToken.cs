using System.Security.Cryptography;
using System.Text;

namespace Weir.Pages;

/// <summary>The secret in a live page's address, without which nothing is answered.</summary>
internal sealed class AccessToken(string? text)
{
    /// <summary>The secret. A program's random stream can be foretold from its seed, and is no source of it.</summary>
    public string Text { get; } = text ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Whether somebody knows it; the answer takes as long whatever was said.</summary>
    public bool IsKnownBy(string? said) => said is not null && CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(said)), SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}
