using System.Globalization;
using Microsoft.Data.Sqlite;

namespace EdgeTwin.EndToEnd;

/// <summary>Looks into a station's twin.db beside the running agent, as any SQLite tool can.</summary>
internal static class StoreQuery
{
    public static long Count(string stateDirectory, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(stateDirectory, "twin.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The tests' own texts.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
