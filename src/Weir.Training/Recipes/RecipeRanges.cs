using System.Globalization;
using System.Text.Json;
using Weir.Tensors;

namespace Weir.Training;

/// <summary>
/// The ranges that a recipe and its parts declare (<see cref="OptionAttribute"/>), for what the reader of files has not seen: a recipe that
/// is written in C#.
/// </summary>
internal static class RecipeRanges
{
    /// <summary>Refuses a recipe with an option that is out of its range, in itself or in any of its parts.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="RecipeException">All such options, by their paths.</exception>
    public static void Check(Recipe recipe)
    {
        RecipeError[] errors =
        [
            .. Wrong(recipe, "").Concat(Wrong(recipe.Optimizer.Settings, $"optimizer.{recipe.Optimizer.Name}.")).Distinct()
                .Select(message => new RecipeError(recipe.Place.Of(message[..message.IndexOfAny(['.', ':'])]), message)),
        ];
        if (errors.Length > 0)
            throw new RecipeException(errors);
    }

    private static IEnumerable<string> Wrong(IDeclaresOptions record, string path)
    {
        foreach (DeclaredOption option in DeclaredOption.Of(record))
        {
            if (option.OutOfRange(record) is { } number)
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"{path}{option.Key}: {number} is out of range; it must be {option.Range}");
        }

        foreach ((string name, IDeclaresOptions part) in DeclaredOption.PartsOf(record))
        {
            foreach (string wrong in Wrong(part, $"{path}{JsonNamingPolicy.KebabCaseLower.ConvertName(name)}."))
                yield return wrong;
        }
    }
}
