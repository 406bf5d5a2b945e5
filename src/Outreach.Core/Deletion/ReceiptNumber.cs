namespace Outreach.Core.Deletion;

/// <summary>The number of a receipt, as people read it to each other: three groups of four. It is the beginning of the list's id, so that the list is found by it.</summary>
public static class ReceiptNumber
{
    private const int Groups = 3;
    private const int Digits = 4;

    /// <param name="listId">32 hexadecimal digits.</param>
    public static string Of(string listId)
    {
        ArgumentNullException.ThrowIfNull(listId);
        return string.Join('-', Enumerable.Range(0, Groups).Select(group => listId.Substring(group * Digits, Digits))).ToUpperInvariant();
    }
}
