@description('Ending of every name here.')
param name string

@description('Region.')
param location string

@description('Tags for every resource.')
param tags object

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param retentionDays int

resource logs 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'log-${name}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: logs.id
    DisableLocalAuth: true
  }
}

resource metrics 'Microsoft.Monitor/accounts@2023-04-03' = {
  name: 'amw-${name}'
  location: location
  tags: tags
}

@description('Log Analytics workspace.')
output workspaceId string = logs.id

@description('Name of the Application Insights component.')
output insightsName string = insights.name

@description('Where Prometheus metrics are asked for.')
output metricsEndpoint string = metrics.properties.metrics.prometheusQueryEndpoint
