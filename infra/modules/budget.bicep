@description('Name of the budget.')
param name string

@description('Most that this resource group may cost in a month, in the currency of the subscription.')
@minValue(1)
param amount int

@description('First day of a month, for example 2026-01-01.')
param startDate string

@description('Who hears of it at 80 percent, and at 100 percent foreseen.')
@minLength(1)
param contactEmails string[]

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: startDate
    }
    notifications: {
      most: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: contactEmails
      }
      foreseen: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: contactEmails
      }
    }
  }
}
