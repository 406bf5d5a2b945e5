namespace Outreach.Core.Register.Synthetic;

/// <summary>Common French names and places, Corsica and overseas among them.</summary>
internal static class SyntheticVocabulary
{
    public static IReadOnlyList<string> FamilyNames { get; } =
    [
        "Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois", "Moreau", "Laurent", "Simon", "Michel", "Lefèvre", "Leroy",
        "Roux", "David", "Bertrand", "Morel", "Fournier", "Girard", "Bonnet", "Dupont", "Lambert", "Fontaine", "Rousseau", "Vincent", "Müller", "Garnier",
        "Faure", "André", "Mercier", "Blanc", "Guérin", "Boyer", "Chevalier", "François", "Legrand", "Gauthier", "Perrin", "Clément", "Morin", "Nicolas",
        "Henry", "Roussel", "Mathieu", "Gautier", "Masson", "Marchand", "Duval", "Denis", "Dumont", "Marie-Sainte", "Lemaire", "Noël", "Meyer", "Dufour",
        "Meunier", "Brun", "Blanchard", "Giraud", "Joly", "Rivière", "Le Goff", "d'Aramitz", "N'Diaye", "Hoarau", "Payet", "Casanova", "Santoni", "Da Silva",
    ];

    public static IReadOnlyList<string> WomensNames { get; } =
    [
        "Marie", "Nathalie", "Isabelle", "Sylvie", "Catherine", "Françoise", "Valérie", "Christine", "Monique", "Sophie", "Patricia", "Céline", "Aurélie",
        "Émilie", "Chloé", "Inès", "Léa", "Manon", "Camille", "Anaïs", "Maëlle", "Zoé", "Anne-Laure", "Marie-Thérèse", "Fatou", "Yasmine",
    ];

    public static IReadOnlyList<string> MensNames { get; } =
    [
        "Jean", "Philippe", "Michel", "Alain", "Patrick", "Nicolas", "Christophe", "Pierre", "Éric", "Frédéric", "Laurent", "Stéphane", "Julien", "Sébastien",
        "François", "Jérôme", "Loïc", "Raphaël", "Hugo", "Théo", "Maël", "Ange", "Jean-Baptiste", "Mamadou", "Karim", "Gaël",
    ];

    /// <summary>Department, postal code, city.</summary>
    public static IReadOnlyList<(string Department, string PostalCode, string City)> Places { get; } =
    [
        ("75", "75013", "Paris"), ("75", "75020", "Paris"), ("31", "31000", "Toulouse"), ("69", "69003", "Lyon"), ("13", "13001", "Marseille"),
        ("59", "59000", "Lille"), ("67", "67000", "Strasbourg"), ("29", "29200", "Brest"), ("44", "44000", "Nantes"), ("33", "33000", "Bordeaux"),
        ("01", "01000", "Bourg-en-Bresse"), ("06", "06000", "Nice"), ("63", "63000", "Clermont-Ferrand"), ("87", "87000", "Limoges"),
        ("2A", "20000", "Ajaccio"), ("2A", "20100", "Sartène"), ("2B", "20200", "Bastia"), ("2B", "20250", "Corte"),
        ("971", "97110", "Pointe-à-Pitre"), ("972", "97200", "Fort-de-France"), ("973", "97300", "Cayenne"), ("974", "97400", "Saint-Denis"),
        ("976", "97600", "Mamoudzou"), ("988", "98800", "Nouméa"), ("99", "1000", "Bruxelles"),
    ];

    /// <summary>As a social-security number writes them: overseas begins with 97, abroad with 99.</summary>
    public static IReadOnlyList<string> BirthDepartments { get; } =
    [
        "01", "06", "13", "29", "31", "33", "44", "59", "63", "67", "69", "75", "75", "78", "87", "93", "2A", "2B", "97", "99",
    ];
}
