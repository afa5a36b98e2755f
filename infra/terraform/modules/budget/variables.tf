variable "name" {
  description = "Name of the budget."
  type        = string
}

variable "resource_group_id" {
  description = "Resource id of the resource group of this installation."
  type        = string
}

variable "amount" {
  description = "Most that this resource group may cost in a month, in the currency of the subscription."
  type        = number

  validation {
    condition     = var.amount >= 1
    error_message = "Expected an amount of 1 or more."
  }
}

variable "start_date" {
  description = "First day of a month, for example 2026-01-01."
  type        = string
}

variable "contact_emails" {
  description = "Who hears of it at 80 percent, and at 100 percent foreseen."
  type        = list(string)

  validation {
    condition     = length(var.contact_emails) > 0
    error_message = "Expected one address or more."
  }
}
