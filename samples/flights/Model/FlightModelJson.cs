using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flights.Model;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(FlightStatistics))]
internal sealed partial class FlightModelJson : JsonSerializerContext;
